package org.compromiso.platform.codes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The code lists of {@code contracts/reference}: data, read once; there is no Java enum of a domain term. */
public final class CodeLists {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, CodeList> LISTS = new ConcurrentHashMap<>();
    private static final Map<String, Set<String>> CODES = new ConcurrentHashMap<>();

    private CodeLists() {}

    /** A list by name; throws if there is none, because names of lists stand in code only. */
    public static CodeList list(String name) {
        return LISTS.computeIfAbsent(name, CodeLists::read);
    }

    public static Set<String> codes(String name) {
        return CODES.computeIfAbsent(name, n -> list(n).codes());
    }

    public static boolean has(String name, String code) {
        return codes(name).contains(code);
    }

    private static CodeList read(String name) {
        var path = "contracts/reference/" + name + ".json";
        try (var stream = CodeLists.class.getClassLoader().getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("No code list " + name);
            }
            JsonNode file = JSON.readTree(stream);
            var items = StreamSupport.stream(file.get("items").spliterator(), false)
                    .map(item -> new CodeList.Item(item.get("code").asText(), item))
                    .toList();
            return new CodeList(name, file.get("source").asText(), items);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
