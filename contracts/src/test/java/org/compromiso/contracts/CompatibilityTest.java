package org.compromiso.contracts;

import static org.compromiso.contracts.ContractFiles.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A checker that lets everything pass would protect nobody: each kind of breaking edit is tried. */
class CompatibilityTest {

    private static final String RELEASED = """
            {
              "description": "A goal",
              "type": "object",
              "required": ["unit", "due"],
              "properties": {
                "unit": {"type": ["string", "null"], "enum": ["people", "hectares"]},
                "due": {"type": "string", "format": "date"},
                "values": {"type": "array", "items": {"allOf": [{"$ref": "value.json"}]}},
                "place": {"type": "object", "properties": {"name": {"type": "string"}}}
              },
              "$defs": {"amount": {"type": "string", "pattern": "^[0-9]+$"}}
            }
            """;

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    removed property        | "due": {"type": "string", "format": "date"},     |                                                                | /properties/due: removed
                    removed inner property  | {"name": {"type": "string"}}                     | {}                                                             | /properties/place/properties/name: removed
                    removed definition      | "$defs": {"amount"                               | "$defs": {"sum"                                                | /$defs/amount: removed
                    changed type            | {"name": {"type": "string"}}                     | {"name": {"type": "integer"}}                                  | /properties/place/properties/name/type: changed
                    widened type            | {"name": {"type": "string"}}                     | {"name": {"type": ["string", "null"]}}                         | /properties/place/properties/name/type: changed
                    narrowed type           | ["string", "null"]                               | "string"                                                       | /properties/unit/type: changed
                    removed type            | {"name": {"type": "string"}}                     | {"name": {}}                                                   | /properties/place/properties/name/type: changed
                    newly required          | ["unit", "due"]                                  | ["unit", "due", "values"]                                      | /required: values is newly required
                    newly required list     | "type": "object", "properties"                   | "type": "object", "required": ["name"], "properties"           | /properties/place/required: name is newly required
                    no longer required      | ["unit", "due"]                                  | ["unit"]                                                       | /required: due is no longer required
                    narrowed enumeration    | ["people", "hectares"]                           | ["people"]                                                     | /properties/unit/enum: changed
                    new enumeration         | {"name": {"type": "string"}}                     | {"name": {"type": "string", "enum": ["Lima"]}}                 | /properties/place/properties/name/enum: changed
                    changed format          | "format": "date"                                 | "format": "date-time"                                          | /properties/due/format: changed
                    new format              | {"name": {"type": "string"}}                     | {"name": {"type": "string", "format": "uri"}}                  | /properties/place/properties/name/format: changed
                    narrowed pattern        | ^[0-9]+$                                         | ^[0-9]{3}$                                                     | /$defs/amount/pattern: changed
                    other part              | value.json                                       | amount.json                                                    | /properties/values/items/allOf/0/$ref: changed
                    further part            | [{"$ref": "value.json"}]                         | [{"$ref": "value.json"}, {"$ref": "more.json"}]                | /properties/values/items/allOf: changed
                    closed for new fields   | "required": ["unit", "due"],                     | "required": ["unit", "due"], "additionalProperties": false,    | /additionalProperties: changed
                    """)
    void breakingEditIsFound(String edit, String before, String after, String expected) {
        String current = RELEASED.replace(before, after == null ? "" : after);
        assertFalse(current.equals(RELEASED), "the edit has no effect");

        List<String> breaks = Compatibility.breaks(json(RELEASED), json(current));

        assertEquals(1, breaks.size(), breaks::toString);
        assertEquals(
                expected,
                breaks.get(0)
                        .substring(0, Math.min(expected.length(), breaks.get(0).length())));
    }

    @Test
    void optionalAdditionsAndOtherWordsPass() {
        String current = RELEASED.replace("A goal", "One measurable goal")
                .replace("[\"unit\", \"due\"]", "[\"due\", \"unit\"]")
                .replace("[\"string\", \"null\"]", "[\"null\", \"string\"]")
                .replace("\"place\":", "\"indicator\": {\"type\": \"string\"}, \"place\":")
                .replace("{\"amount\":", "{\"date\": {\"type\": \"string\"}, \"amount\":");

        List<String> breaks = Compatibility.breaks(json(RELEASED), json(current));

        assertEquals(List.of(), breaks);
    }

    @Test
    void firstPropertiesOfAnObjectWithoutAnyPass() {
        List<String> breaks = Compatibility.breaks(
                json("{\"type\": \"object\"}"),
                json("{\"type\": \"object\", \"properties\": {\"name\": {\"type\": \"string\"}}}"));

        assertEquals(List.of(), breaks);
    }
}
