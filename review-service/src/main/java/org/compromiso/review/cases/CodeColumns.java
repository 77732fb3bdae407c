package org.compromiso.review.cases;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import org.compromiso.review.decision.Purpose;

/** Codes in the database, as everywhere outside. */
final class CodeColumns {

    private CodeColumns() {}

    /** A state by its code. */
    @Converter
    static class OfState implements AttributeConverter<CaseState, String> {

        @Override
        public String convertToDatabaseColumn(CaseState state) {
            return state == null ? null : state.code();
        }

        @Override
        public CaseState convertToEntityAttribute(String code) {
            return code == null ? null : CaseState.of(code);
        }
    }

    /** A reason by its code. */
    @Converter
    static class OfReason implements AttributeConverter<OpenedBy, String> {

        @Override
        public String convertToDatabaseColumn(OpenedBy reason) {
            return reason == null ? null : reason.code();
        }

        @Override
        public OpenedBy convertToEntityAttribute(String code) {
            return code == null ? null : OpenedBy.of(code);
        }
    }

    /** A purpose by its code. */
    @Converter
    static class OfPurpose implements AttributeConverter<Purpose, String> {

        @Override
        public String convertToDatabaseColumn(Purpose purpose) {
            return purpose == null ? null : purpose.code();
        }

        @Override
        public Purpose convertToEntityAttribute(String code) {
            return code == null ? null : Purpose.of(code);
        }
    }
}
