package org.compromiso.dashboard.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.compromiso.dashboard.fixtures.NaivePledges;

/**
 * The service as a reader asks it.
 *
 * @param root address of its API
 */
record Api(URI root) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What a question is answered with; fails unless that is 200. */
    JsonNode get(String path, Map<String, ? extends Collection<String>> parameters) {
        return NaivePledges.json(text(path, parameters));
    }

    String text(String path, Map<String, ? extends Collection<String>> parameters) {
        var query = parameters.entrySet().stream()
                .flatMap(each -> each.getValue().stream().map(value -> each.getKey() + "=" + encoded(value)))
                .collect(Collectors.joining("&"));
        var address = URI.create(root + path + (query.isEmpty() ? "" : "?" + query));
        try {
            var answer = CLIENT.send(
                    HttpRequest.newBuilder(address).build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            assertEquals(200, answer.statusCode(), () -> address + " " + answer.body());
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The items of a list from its first page to its last. */
    List<JsonNode> all(String path, Map<String, ? extends Collection<String>> parameters, int limit) {
        var items = new ArrayList<JsonNode>();
        var asked = new HashMap<String, Collection<String>>(parameters);
        asked.put("limit", List.of(Integer.toString(limit)));
        JsonNode page;
        do {
            page = get(path, asked);
            page.get("items").forEach(items::add);
            asked.put("cursor", List.of(page.get("next").asText()));
        } while (page.get("next").isTextual());
        return items;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
