package org.compromiso.platform.json;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * An address anyone may open, shown as a link: http or https, with a host, no user name in it, no half of a
 * surrogate pair, at most 2,000 characters. Nothing is fetched from it. Absent is fine.
 */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = WebAddress.Check.class)
@Pattern(regexp = "\\P{Cs}*")
@Size(max = 2000)
@ReportAsSingleViolation
public @interface WebAddress {
    String message() default "not-a-web-address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reads it as a URI. */
    class Check implements ConstraintValidator<WebAddress, String> {

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            try {
                var uri = new URI(value);
                return ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()))
                        && uri.getHost() != null
                        && uri.getUserInfo() == null;
            } catch (URISyntaxException notOne) {
                return false;
            }
        }
    }
}
