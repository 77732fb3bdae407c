package org.compromiso.platform.json;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A text for people: no control characters but tab and line feed, no half of a surrogate pair, not blank, and of a
 * length in characters as a reader counts them (code points). Absent is fine.
 */
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = Text.Check.class)
public @interface Text {
    String message() default "text";

    int min() default 1;

    int max();

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Says which of the rules is broken. */
    class Check implements ConstraintValidator<Text, String> {

        private int min;
        private int max;

        @Override
        public void initialize(Text text) {
            min = text.min();
            max = text.max();
        }

        @Override
        public boolean isValid(String value, ConstraintValidatorContext context) {
            var wrong = wrong(value);
            if (wrong == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate(wrong).addConstraintViolation();
            return false;
        }

        private String wrong(String value) {
            if (value == null) {
                return null;
            }
            if (value.isBlank()) {
                return "blank";
            }
            if (value.codePoints().anyMatch(Check::unfit)) {
                return "control-character";
            }
            var length = value.codePointCount(0, value.length());
            if (length > max) {
                return "too-long";
            }
            return length < min ? "too-short" : null;
        }

        private static boolean unfit(int c) {
            return Character.isISOControl(c) && c != '\t' && c != '\n'
                    || Character.getType(c) == Character.SURROGATE
                    || Character.getType(c) == Character.UNASSIGNED && (c & 0xFFFE) == 0xFFFE;
        }
    }
}
