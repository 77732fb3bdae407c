package org.compromiso.pledge.register;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

/** Codes in the database, as everywhere outside. */
@Converter
class RegistrationColumn implements AttributeConverter<Registration, String> {

    @Override
    public String convertToDatabaseColumn(Registration registration) {
        return registration == null ? null : registration.code();
    }

    @Override
    public Registration convertToEntityAttribute(String code) {
        return code == null ? null : Registration.of(code);
    }
}
