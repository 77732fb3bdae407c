package org.compromiso.platform.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.restassured.RestAssured;
import java.util.List;

/** How the OpenAPI document of a running service shows the texts that it takes. */
public final class TextsInOpenApi {

    private static final String TEXT = "org.compromiso.platform.json.Text";
    private static final String SCHEMA = "org.eclipse.microprofile.openapi.annotations.media.Schema";

    private TextsInOpenApi() {}

    /** Every field with {@code @Text} of the module stands there with the lengths that are checked. */
    public static void assertLengthsShown() throws JsonProcessingException {
        var schemas = new ObjectMapper()
                .readTree(RestAssured.get("/q/openapi?format=json").asString())
                .at("/components/schemas");
        var texts = texts();
        assertFalse(texts.isEmpty());
        for (var text : texts) {
            var checked = text.getAnnotationOfType(TEXT);
            var shown = schemas.path(schema(text.getOwner())).path("properties").path(text.getName());
            assertEquals(checked.get("min").orElseThrow(), number(shown, "minLength"), text.getFullName());
            assertEquals(checked.get("max").orElseThrow(), number(shown, "maxLength"), text.getFullName());
        }
    }

    private static List<JavaField> texts() {
        return new ClassFileImporter()
                .importPath("target/classes").stream()
                        .flatMap(type -> type.getFields().stream())
                        .filter(field -> field.isAnnotatedWith(TEXT))
                        .toList();
    }

    private static Object number(JsonNode shown, String length) {
        return shown.path(length).numberValue();
    }

    private static String schema(JavaClass type) {
        return (String) type.getAnnotationOfType(SCHEMA).get("name").orElseThrow();
    }
}
