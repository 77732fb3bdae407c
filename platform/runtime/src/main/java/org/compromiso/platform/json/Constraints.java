package org.compromiso.platform.json;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.compromiso.platform.problem.Finding;

/** Bean Validation's violations as findings: the code is the constraint's message, the values its attributes. */
final class Constraints {

    private Constraints() {}

    static List<Finding> violations(Validator validator, Object value) {
        return validator.validate(value).stream()
                .map(Constraints::finding)
                .sorted((a, b) -> a.pointer().compareTo(b.pointer()))
                .toList();
    }

    private static Finding finding(ConstraintViolation<?> violation) {
        Map<String, Object> values =
                new HashMap<>(violation.getConstraintDescriptor().getAttributes());
        values.keySet().removeAll(List.of("message", "groups", "payload"));
        var code = violation.getMessage();
        return Finding.at(pointer(violation.getPropertyPath()), code, values);
    }

    private static String pointer(Path path) {
        var pointer = new StringBuilder();
        for (var node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }
}
