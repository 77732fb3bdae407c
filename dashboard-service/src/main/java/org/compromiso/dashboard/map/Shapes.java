package org.compromiso.dashboard.map;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.compromiso.dashboard.http.PublicAnswer;
import org.compromiso.dashboard.http.WrittenAnswer;

/**
 * Simplified shapes of countries as TopoJSON, from Natural Earth (public domain); {@code map/README.md} in the resources
 * says how the file was made. A shape's {@code id} is the code of its country.
 */
@ApplicationScoped
class Shapes {

    private static final String FILE = "map/countries.json";

    private final WrittenAnswer written;
    private final Map<String, PledgeMap.Point> points = new HashMap<>();

    Shapes(PublicAnswer answer, ObjectMapper json) {
        try (var stream = Shapes.class.getClassLoader().getResourceAsStream(FILE)) {
            var topology = json.readTree(stream);
            for (var shape : topology.at("/objects/countries/geometries")) {
                var point = shape.at("/properties/point");
                if (point.isArray()) {
                    points.put(
                            shape.get("id").textValue(),
                            PledgeMap.Point.of(
                                    point.get(0).doubleValue(), point.get(1).doubleValue()));
                }
            }
            written = answer.write(topology);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole file. */
    WrittenAnswer written() {
        return written;
    }

    /** Where to place a country's figures: the centroid of its largest part; null if it has no shape. */
    PledgeMap.Point point(String country) {
        return points.get(country);
    }
}
