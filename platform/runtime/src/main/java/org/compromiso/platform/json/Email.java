package org.compromiso.platform.json;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An address to which mail can be sent: one at sign, a domain with a dot, nothing that could start a header, no half of a
 * surrogate pair.
 */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@jakarta.validation.constraints.Email(regexp = "[^@\\s]+@[^@\\s]+\\.[^@\\s]+")
@Pattern(regexp = "[^\\p{Cntrl}\\p{Cs}]*")
@Size(max = 200)
@ReportAsSingleViolation
public @interface Email {
    String message() default "not-an-email";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
