package org.compromiso.practice.publication;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Codes in the database, as everywhere outside. */
@Converter
class RoundStateColumn implements AttributeConverter<RoundState, String> {

    @Override
    public String convertToDatabaseColumn(RoundState state) {
        return state == null ? null : state.code();
    }

    @Override
    public RoundState convertToEntityAttribute(String code) {
        return code == null ? null : RoundState.of(code);
    }
}
