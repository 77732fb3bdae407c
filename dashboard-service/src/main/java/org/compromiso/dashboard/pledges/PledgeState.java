package org.compromiso.dashboard.pledges;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
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
    record Financial(String amount, String currency, String recipient) {}

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
    record Voices(String headline, Voice selfReported, Voice assessed, boolean unverified) {
        Voices {
            requireNonNull(headline);
        }
    }

    /**
     * What one voice says and since when.
     *
     * @param state null when a review found no evidence
     */
    record Voice(String state, LocalDate on) {
        Voice {
            Days.require(on);
        }
    }
}
