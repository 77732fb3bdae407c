package org.compromiso.review.pledges;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One version of a registered pledge, as its event tells of it.
 *
 * @param reference the pledge
 * @param version the greater one is the newer state
 * @param registration a code of {@code registrations}; it may be one that is not known here
 * @param submission the number of the submission that was accepted
 * @param title the pledge's
 * @param owner the entity whose account recorded it
 * @param demo whether these are demonstration data
 * @param content the whole public state
 * @param report the progress report that made this version, if one did
 */
public record PledgeVersion(
        String reference,
        long version,
        String registration,
        int submission,
        String title,
        String owner,
        boolean demo,
        JsonNode content,
        Optional<Report> report) {

    /**
     * A progress report.
     *
     * @param number in its pledge: 1, 2, …
     * @param closing whether the owner says that nothing more is to come
     * @param content the whole report
     */
    public record Report(int number, boolean closing, JsonNode content) {}
}
