package org.compromiso.system;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An admin logs in from a service's OpenAPI console, by the same steps as the console and a browser take. */
@ExtendWith(RunningSystem.class)
class ConsoleLoginIT {

    @ParameterizedTest
    @ValueSource(strings = {"dashboard-service", "pledge-service", "practice-service", "review-service"})
    void an_admin_logs_in_and_may_do_what_admins_may(String service) throws Exception {
        var home = "http://localhost:" + port(service);
        var console = given().get(home + "/q/swagger-ui/")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(console.contains("hub-frontend"), console);
        assertTrue(console.contains("usePkceWithAuthorizationCodeGrant"), console);
        var back = home + "/q/swagger-ui/oauth2-redirect.html";
        given().get(back).then().statusCode(200);
        var login = login(home);

        var verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
        var code = codeFor("admin", login.getString("authorizationUrl"), back, verifier);
        var token = given().header("Origin", home)
                .formParams(Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "hub-frontend",
                        "code",
                        code,
                        "code_verifier",
                        verifier,
                        "redirect_uri",
                        back))
                .post(login.getString("tokenUrl"))
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", equalTo(home))
                .extract()
                .<String>path("access_token");

        given().auth()
                .oauth2(token)
                .get(home + "/api/operations/dead-letters")
                .then()
                .statusCode(200);
    }

    /** Where the service's own document says that people log in. */
    private static JsonPath login(String home) {
        return given().accept("application/json")
                .get(home + "/q/openapi?format=json")
                .then()
                .statusCode(200)
                .body("components.securitySchemes.login.type", equalTo("oauth2"))
                .body("paths.'/api/operations/dead-letters'.get.security.login", hasItem(List.of()))
                .extract()
                .jsonPath()
                .setRootPath("components.securitySchemes.login.flows.authorizationCode");
    }

    private String codeFor(String user, String authorization, String back, String verifier) throws Exception {
        var challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        var page = given().queryParams(Map.of(
                        "response_type",
                        "code",
                        "client_id",
                        "hub-frontend",
                        "redirect_uri",
                        back,
                        "state",
                        "of-the-console",
                        "code_challenge",
                        challenge,
                        "code_challenge_method",
                        "S256"))
                .get(authorization)
                .then()
                .statusCode(200)
                .body(containsString("password"))
                .extract();
        var action = Pattern.compile("action=\"([^\"]+)\"").matcher(page.asString());
        assertTrue(action.find(), page::asString);
        // Its cookies are for safe connections, and browsers take localhost for one.
        var location = given().urlEncodingEnabled(false)
                .cookies(page.cookies())
                .redirects()
                .follow(false)
                .formParams(Map.of("username", user, "password", user))
                .post(URI.create(action.group(1).replace("&amp;", "&")))
                .then()
                .statusCode(302)
                .header("Location", startsWith(back))
                .extract()
                .header("Location");
        var code = Pattern.compile("[?&]code=([^&]+)").matcher(location);
        assertTrue(code.find(), location);
        return code.group(1);
    }

    private static int port(String service) {
        var ports = RunningSystem.PORTS;
        return switch (service) {
            case "dashboard-service" -> ports.dashboard();
            case "pledge-service" -> ports.pledge();
            case "practice-service" -> ports.practice();
            default -> ports.review();
        };
    }
}
