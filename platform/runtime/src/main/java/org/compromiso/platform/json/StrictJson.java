package org.compromiso.platform.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.compromiso.platform.problem.Finding;
import org.compromiso.platform.problem.Problem;

/**
 * Reads what clients send: UTF-8 only, no duplicate keys, nothing after the document, at most 30 levels deep.
 */
final class StrictJson {

    private static final int DEEPEST = 30;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(50)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private StrictJson() {}

    static JsonNode tree(byte[] body) {
        if (body.length == 0) {
            throw Problem.unreadable(List.of(Finding.at("", "body-missing")));
        }
        try {
            var tree = MAPPER.readTree(body);
            if (tree == null || tree.isMissingNode()) {
                throw Problem.unreadable(List.of(Finding.at("", "body-missing")));
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw Problem.unreadable(List.of(notJson(e)));
        } catch (IOException e) {
            // Invalid UTF-8 is reported as a plain IOException.
            throw Problem.unreadable(List.of(Finding.at("", "not-utf-8")));
        }
    }

    private static Finding notJson(JsonProcessingException e) {
        var message = String.valueOf(e.getOriginalMessage());
        if (e instanceof JsonParseException && message.startsWith("Duplicate field")) {
            return Finding.at("", "duplicate-field", place(e));
        }
        if (message.contains("UTF-8")) {
            return Finding.at("", "not-utf-8");
        }
        if (message.contains("nesting depth")) {
            return Finding.at("", "too-deep", Map.of("max", DEEPEST));
        }
        return Finding.at("", "not-json", place(e));
    }

    private static Map<String, Object> place(JsonProcessingException e) {
        var at = e.getLocation();
        return Map.of("line", at == null ? 1 : at.getLineNr(), "column", at == null ? 1 : at.getColumnNr());
    }
}
