package org.compromiso.dashboard.practices;

import java.time.LocalDate;
import java.util.List;
import org.compromiso.dashboard.facets.Objectives;
import org.compromiso.dashboard.projection.EventJson;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A practice in a list. */
@Schema(name = "PracticeItem")
public record PracticeItem(
        String reference,
        String title,
        String summary,
        String language,
        String type,
        PracticeState.Organization implementer,
        String scope,
        List<String> countries,
        Objectives objectives,
        int edition,
        LocalDate publishedOn,

        @Schema(description = "published; in changes also archived: it is in no list any more")
        String state,

        @Schema(description = "The pledge it came from", nullable = true)
        String pledge,

        @Schema(description = "Demonstration data, not a real practice")
        boolean demo) {

    /** What of the state is long and in no item. */
    static final List<String> NOT_SHOWN = List.of(
            "description",
            "beneficiaries",
            "results",
            "evaluation",
            "innovation",
            "replicability",
            "lessons",
            "recommendations",
            "partners",
            "donors",
            "resources");

    /** From the state as it is stored. */
    public static PracticeItem of(String state) {
        return of(EventJson.read(state, PracticeState.class));
    }

    static PracticeItem of(PracticeState practice) {
        return new PracticeItem(
                practice.reference(),
                practice.title(),
                practice.summary(),
                practice.language(),
                practice.type(),
                practice.implementer(),
                practice.scope(),
                practice.countries(),
                practice.objectives(),
                practice.edition(),
                practice.publishedOn(),
                practice.state(),
                practice.pledge(),
                practice.demo());
    }
}
