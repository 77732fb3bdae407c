package org.compromiso.dashboard.landing;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.compromiso.platform.testing.LocalServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page at / says what this is in three languages, to everyone, and every link on it leads somewhere. */
@QuarkusTest
@WithTestResource(LocalServices.class)
class LandingPageTest {

    @Test
    void every_link_leads_somewhere() {
        var links = found("href=\"([^\"#:]+)\"", get("/"));

        assertTrue(links.size() >= 12, links::toString);
        for (var link : links) {
            given().get("/" + link).then().statusCode(not(404));
        }
    }

    @Test
    void the_consoles_are_where_the_configuration_says() {
        given().get("/api/dashboard/consoles")
                .then()
                .statusCode(200)
                .body("service", contains("dashboard-service", "pledge-service", "practice-service", "review-service"))
                .body("url[0]", equalTo("/q/swagger-ui"))
                .body("url[1]", equalTo("http://localhost:8081/q/swagger-ui"));
    }

    @Test
    void the_consoles_are_told_like_every_public_answer() {
        var etag = given().get("/api/dashboard/consoles")
                .then()
                .header("Cache-Control", "public, no-cache")
                .header("Vary", "Accept-Encoding, Origin")
                .extract()
                .header("ETag");
        given().header("If-None-Match", etag)
                .get("/api/dashboard/consoles")
                .then()
                .statusCode(304);
    }

    @Test
    void documents_are_shown_as_text_and_may_be_kept() {
        given().get("/documents/docs/problems.md")
                .then()
                .statusCode(200)
                .contentType(equalTo("text/plain;charset=UTF-8"))
                .header("Cache-Control", equalTo("public, max-age=3600"))
                .body(startsWith("# "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/documents/nothing.md",
                "/documents/",
                "/documents/docs",
                "/documents/%2e%2e/application.properties",
                "/documents/docs%2f..%2f..%2fapplication.properties",
                "/documents/deploy/keycloak/pledging-realm.json"
            })
    void nothing_but_documents_is_given_out(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404);
    }

    @Test
    void every_text_is_there_in_three_languages() {
        var keys = found("data-(?:text|label)=\"([a-zA-Z]+)\"", get("/"));
        var script = get("/landing.js");

        assertFalse(keys.isEmpty());
        for (var language : List.of("es", "fr")) {
            var texts = script.substring(script.indexOf("\n  " + language + ": {"));
            var own = found("([a-zA-Z]+): [('`]", texts.substring(0, texts.indexOf("\n  },")));
            assertEquals(
                    List.of(), keys.stream().filter(key -> !own.contains(key)).toList(), language);
        }
    }

    /** WCAG 2.2, 1.4.3 (text) and 1.4.11 (borders of what can be used). */
    @ParameterizedTest
    @CsvSource({"ink, paper, 4.5", "ink, shade, 4.5", "link, paper, 4.5", "paper, link, 4.5", "line, paper, 3"})
    void colours_have_the_contrast_that_readers_need(String front, String back, double least) {
        var style = get("/landing.css");

        var ratio = contrast(colour(style, front), colour(style, back));

        assertTrue(ratio >= least, () -> front + " on " + back + ": " + ratio);
    }

    private static double contrast(int one, int other) {
        var luminances = Arrays.stream(new int[] {one, other})
                .mapToDouble(LandingPageTest::luminance)
                .sorted()
                .toArray();
        return (luminances[1] + 0.05) / (luminances[0] + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        var value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static int colour(String style, String name) {
        return Integer.parseInt(found("--" + name + ": #([0-9a-f]{6})", style).get(0), 16);
    }

    private static String get(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
