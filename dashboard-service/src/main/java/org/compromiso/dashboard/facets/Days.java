package org.compromiso.dashboard.facets;

import java.time.LocalDate;

/** Days that the database can hold. What it refuses must be refused before: alone it would depend on the batch. */
public final class Days {

    private static final int LAST_YEAR = 9999;

    private Days() {}

    /** Throws if it is missing or out of the years 1 to 9999. */
    public static void require(LocalDate day) {
        if (!canBe(day)) {
            throw new IllegalArgumentException("A day is missing or out of range");
        }
    }

    /** Whether the database can hold it. */
    public static boolean canBe(LocalDate day) {
        return day != null && day.getYear() >= 1 && day.getYear() <= LAST_YEAR;
    }
}
