package org.compromiso.practice.form;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An address of the web, http or https: it is shown as a link, so no other scheme may stand in it. */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = {})
@Pattern(regexp = "https?://[^\\s\\p{Cntrl}/?#\"<>]+[^\\s\\p{Cntrl}\"<>]*")
@Size(max = 2000)
@ReportAsSingleViolation
@interface WebAddress {
    String message() default "not-a-web-address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
