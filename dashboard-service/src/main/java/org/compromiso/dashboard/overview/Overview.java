package org.compromiso.dashboard.overview;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.compromiso.dashboard.columns.Columns;
import org.compromiso.dashboard.columns.Dimension;
import org.compromiso.dashboard.columns.Groups;
import org.compromiso.dashboard.pledges.WantedPledges;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Totals as of a day. A joint pledge counts once in {@code pledges}; {@code participations} counts the lead and every
 * confirmed participant (domain.md, Types).
 */
@Schema(name = "Overview")
record Overview(
        @Schema(description = "The day, UTC") LocalDate asOf,
        long pledges,
        long participations,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = Map.class,
                description = "One per combination that occurs: a member per dimension of groupBy, pledges and"
                        + " participations. A pledge with several codes counts in each of their groups")
        Groups groups) {

    /** What was asked. */
    record Question(List<Dimension> groupBy, WantedPledges wanted) {}

    static Overview of(Columns columns, Question question, LocalDate asOf) {
        var groups = Groups.of(columns, columns.scan(question.wanted(), asOf), question.groupBy());
        return new Overview(asOf, groups.pledges(), groups.participations(), groups);
    }
}
