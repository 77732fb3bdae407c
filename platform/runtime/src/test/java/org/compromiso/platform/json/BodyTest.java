package org.compromiso.platform.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;
import org.junit.jupiter.api.Test;

/** A hostile body is told what is wrong in a small answer. */
class BodyTest {

    private static final int MANY = 200_000;

    record Form(
            @Size(max = 50, message = "too-many") List<@Size(max = 2, message = "too-long") String> countries,
            List<@Size(max = 2, message = "too-long") String> others) {}

    @Test
    void a_list_that_is_too_long_is_said_once_and_not_read_to_its_end() {
        var form = read("{\"countries\":[" + times(MANY, "\"x\"") + "]}");

        assertEquals(50, form.value().countries().size());
        var refused = assertThrows(Problem.class, form::valid);
        assertEquals(422, refused.status());
        assertEquals(List.of(Finding.at("/countries", "too-many", Map.of("max", 50))), refused.errors());
    }

    @Test
    void elements_after_the_most_are_not_validated() {
        var refused = assertThrows(Problem.class, read("{\"countries\":[" + times(MANY, "\"xxx\"") + "]}")::valid);

        assertEquals(51, refused.errors().size());
    }

    @Test
    void elements_after_the_most_are_not_read() {
        var refused = assertThrows(Problem.class, () -> read("{\"countries\":[" + times(MANY, "1") + "]}"));

        assertEquals(400, refused.status());
        assertEquals(50, refused.errors().size());
    }

    @Test
    void a_list_that_says_nothing_of_its_length_takes_a_thousand() {
        var form = read("{\"others\":[" + times(1_001, "\"x\"") + "]}");

        assertEquals(1_000, form.value().others().size());
        assertEquals(List.of(Finding.at("/others", "too-many", Map.of("max", 1_000))), form.impossible());
        assertEquals(
                List.of(), read("{\"others\":[" + times(1_000, "\"x\"") + "]}").impossible());
    }

    @Test
    void no_more_than_two_hundred_findings_are_told() {
        var unknown = IntStream.range(0, MANY).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(","));

        var unreadable = assertThrows(Problem.class, () -> read("{" + unknown + "}"));
        var invalid = assertThrows(Problem.class, read("{\"others\":[" + times(900, "\"xxx\"") + "]}")::valid);

        assertEquals(200, unreadable.errors().size());
        assertEquals(200, invalid.errors().size());
    }

    private static Body<Form> read(String json) {
        return Body.read(json.getBytes(UTF_8), Form.class);
    }

    private static String times(int times, String element) {
        return String.join(",", Collections.nCopies(times, element));
    }
}
