package org.compromiso.dashboard.exports;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;

/** An array. */
final class JsonDocument<T> implements Document<T> {

    private final JsonGenerator generator;

    JsonDocument(OutputStream to, ObjectMapper json) throws IOException {
        generator = json.getFactory().createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
        generator.writeStartArray();
    }

    @Override
    public void add(T row) throws IOException {
        generator.writePOJO(row);
    }

    @Override
    public void finish() throws IOException {
        generator.writeEndArray();
        generator.flush();
    }
}
