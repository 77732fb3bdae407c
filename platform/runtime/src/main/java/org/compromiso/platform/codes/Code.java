package org.compromiso.platform.codes;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A code of a list of {@code contracts/reference}. Absent is fine. Integers are codes too (objectives). */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Code.Check.class)
public @interface Code {
    /** The list's name. */
    String value();

    String message() default "unknown-code";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Looks the code up. */
    class Check implements ConstraintValidator<Code, Object> {

        private String list;

        @Override
        public void initialize(Code code) {
            list = code.value();
        }

        @Override
        public boolean isValid(Object value, ConstraintValidatorContext context) {
            return value == null || CodeLists.has(list, value.toString());
        }
    }
}
