package org.compromiso.platform.openapi;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Map;
import java.util.Optional;
import org.compromiso.platform.json.Text;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationTarget;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;

/** Shows how long a text may be ({@link Text}) in the OpenAPI document, as it is checked; made while the service is built. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class TextLengths implements OASFilter {

    private static final DotName TEXT = DotName.createSimple(Text.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    private final IndexView index;

    public TextLengths(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        var schemas = document.getComponents().getSchemas();
        for (var text : index.getAnnotations(TEXT)) {
            if (text.target().kind() == AnnotationTarget.Kind.FIELD) {
                show(text, text.target().asField(), schemas);
            }
        }
    }

    private void show(AnnotationInstance text, FieldInfo field, Map<String, Schema> schemas) {
        Optional.ofNullable(schemas.get(name(field.declaringClass())))
                .map(Schema::getProperties)
                .map(properties -> properties.get(field.name()))
                .ifPresent(shown -> shown.minLength(
                                text.valueWithDefault(index, "min").asInt())
                        .maxLength(text.valueWithDefault(index, "max").asInt()));
    }

    private static String name(ClassInfo type) {
        return Optional.ofNullable(type.declaredAnnotation(SCHEMA))
                .map(schema -> schema.value("name"))
                .map(AnnotationValue::asString)
                .orElse(type.simpleName());
    }
}
