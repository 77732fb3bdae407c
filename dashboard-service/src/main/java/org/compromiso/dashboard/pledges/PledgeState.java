package org.compromiso.dashboard.pledges;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.compromiso.dashboard.facets.Days;
import org.compromiso.dashboard.facets.Locality;
import org.compromiso.dashboard.facets.Objectives;

/**
 * The public state of a pledge, as the events of {@code compromiso.pledges.v1} carry it. Codes we do not know are kept.
 * What a row can't do without must be there.
 */
record PledgeState(
        String reference,
        String type,
        String title,
        String language,
        Entity entity,
        String representedBy,
        List<Participant> participants,
        int participations,
        String joins,
        List<String> support,
        List<String> natures,
        List<Financial> financial,
        boolean mirror,
        String scope,
        List<String> countries,
        List<String> regions,
        Locality locality,
        Objectives objectives,
        List<String> principles,
        List<String> sdgTargets,
        List<String> workstreams,
        String description,
        String need,
        String means,
        List<Goal> goals,
        LocalDate startsOn,
        LocalDate endsOn,
        LocalDate firstEndsOn,
        int timesMoved,
        String registration,
        int submission,
        LocalDate registeredOn,
        String supersededBy,
        Voices compliance,
        boolean demo) {

    PledgeState {
        requireNonNull(reference);
        requireNonNull(type);
        requireNonNull(title);
        requireNonNull(entity);
        requireNonNull(scope);
        Days.require(endsOn);
        Days.require(firstEndsOn);
        requireNonNull(registration);
        Days.require(registeredOn);
        requireNonNull(compliance);
        objectives = objectives == null ? new Objectives(null, null) : objectives;
        participants = orEmpty(participants);
        support = orEmpty(support);
        natures = orEmpty(natures);
        financial = orEmpty(financial);
        countries = orEmpty(countries);
        regions = orEmpty(regions);
        principles = orEmpty(principles);
        sdgTargets = orEmpty(sdgTargets);
        workstreams = orEmpty(workstreams);
        goals = orEmpty(goals);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** Who pledges; of a joint pledge, its lead. */
    record Entity(String name, String kind, String otherKind, String country, boolean champion) {
        Entity {
            requireNonNull(name);
            requireNonNull(kind);
        }
    }

    /** One that has confirmed. */
    record Participant(UUID id, String name, String kind, String country, String contribution) {}

    /** A promised sum: a decimal as text. */
    record Financial(String amount, String currency, String recipient) {

        /** More digits than any form takes; without an exponent, which could be of any size. */
        private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,10})?");

        Financial {
            requireNonNull(currency);
            if (!DECIMAL.matcher(amount).matches()) {
                throw new IllegalArgumentException("An amount is no decimal");
            }
        }
    }

    /** What is measured; values are decimals as text. */
    record Goal(
            int number,
            String statement,
            String indicator,
            String baseline,
            String target,
            String unit,
            LocalDate due) {}

    /** Degree of fulfilment in two voices. */
    record Voices(String headline, SelfReported selfReported, Assessed assessed, boolean unverified) {
        Voices {
            requireNonNull(headline);
        }
    }

    /**
     * What the latest progress report says.
     *
     * @param on the day it speaks of
     * @param receivedOn the day it was made, which alone breaks a silence
     * @param report its number
     */
    record SelfReported(String state, LocalDate on, LocalDate receivedOn, int report, List<Evidence> evidence) {
        SelfReported {
            requireNonNull(state);
            Days.require(on);
            Days.require(receivedOn);
            evidence = orEmpty(evidence);
        }
    }

    /**
     * What the latest independent review found.
     *
     * @param state null when it found no evidence
     * @param on the day of the decision
     * @param caseNumber of the compliance case in this pledge: the greater is the later
     */
    record Assessed(
            String state,
            LocalDate on,
            String verdict,
            @JsonProperty("case") int caseNumber) {
        Assessed {
            Days.require(on);
            requireNonNull(verdict);
        }
    }

    /** Where anyone can look up what a report says. */
    record Evidence(String title, String url) {}
}
