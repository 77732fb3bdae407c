package org.compromiso.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.compromiso.platform.problem.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses of the web and of mail are taken. */
class AddressesTest {

    record Form(@WebAddress String url, @Email String email) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.org",
                "HTTP://example.org:8080/a?b=c#d",
                "https://example.org/inspecci\u00f3n",
                "https://[::1]/",
            })
    void a_web_address_is_one_that_anyone_can_open(String url) {
        assertEquals(List.of(), wrong("url", url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "/a",
                "ftp://example.org",
                "javascript:alert(1)",
                "https:example.org",
                "https://",
                "https:///a",
                "https://user:pw@example.org",
                "https://user@example.org",
                "https://example.org/a b",
                "https://example.org/\\\"><script>",
                "https://example.org/\\u0000",
                "https://example.org/\\ud800",
            })
    void what_is_none_is_refused_by_one_finding(String url) {
        assertEquals(List.of("not-a-web-address"), wrong("url", url));
    }

    @Test
    void a_web_address_has_at_most_two_thousand_characters() {
        var longest = "https://example.org/" + "a".repeat(1_980);

        assertEquals(List.of(), wrong("url", longest));
        assertEquals(List.of("not-a-web-address"), wrong("url", longest + "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nobody", "a@b", "a@b@example.org", "a\\n@example.org", "a\\ud800@example.org", "a@ex\\udc00.org"
            })
    void what_is_no_mail_address_is_refused_by_one_finding(String email) {
        assertEquals(List.of("not-an-email"), wrong("email", email));
    }

    @Test
    void addresses_may_be_left_out() {
        assertEquals(List.of(), Body.read("{}".getBytes(UTF_8), Form.class).impossible());
    }

    private static List<String> wrong(String field, String text) {
        return Body.read("{\"%s\":\"%s\"}".formatted(field, text).getBytes(UTF_8), Form.class).impossible().stream()
                .map(Finding::code)
                .toList();
    }
}
