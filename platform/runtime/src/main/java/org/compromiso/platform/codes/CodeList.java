package org.compromiso.platform.codes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of codes with labels in en, es and fr, as {@code contracts/reference} has it.
 *
 * @param name such as {@code entity-kinds}
 * @param source where codes and labels come from
 * @param items every code with its labels and what else the list says of it
 */
public record CodeList(String name, String source, List<Item> items) {

    /** One code. {@code facts} is the whole entry of the file. */
    public record Item(String code, JsonNode facts) {}

    public Set<String> codes() {
        return items.stream().map(Item::code).collect(Collectors.toUnmodifiableSet());
    }
}
