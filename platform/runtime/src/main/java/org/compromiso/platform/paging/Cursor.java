package org.compromiso.platform.paging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/** The key of the last item shown, made opaque. */
final class Cursor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Cursor() {}

    static String encode(List<String> key) {
        try {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(key));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> decode(String cursor, int parts) {
        try {
            var key = JSON.readValue(Base64.getUrlDecoder().decode(cursor), new TypeReference<List<String>>() {});
            if (key.size() == parts && key.stream().noneMatch(part -> part == null || part.indexOf('\0') >= 0)) {
                return key;
            }
        } catch (IllegalArgumentException | IOException notOurs) {
            // Answered below.
        }
        throw Problem.unreadable(List.of(Finding.at("?cursor", "unknown-cursor")));
    }
}
