package org.compromiso.pledge.progress;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A progress report as everyone sees it.
 *
 * @param number 1, 2, … within the pledge
 * @param receivedOn the day it was made
 * @param by in whose name: entity or secretariat
 */
@Schema(name = "ReceivedProgressReport")
public record ProgressReportView(
        int number,
        LocalDate receivedOn,
        String by,
        @JsonUnwrapped ProgressReport report) {

    static ProgressReportView of(StoredReport report) {
        return new ProgressReportView(report.number, report.receivedOn, report.author, report.content);
    }
}
