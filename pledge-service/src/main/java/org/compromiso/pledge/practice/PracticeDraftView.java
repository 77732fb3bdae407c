package org.compromiso.pledge.practice;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The practice that is made from a pledge.
 *
 * @param practice its reference; null until practice-service has made the draft
 */
@Schema(name = "PracticeDraft")
public record PracticeDraftView(
        @Schema(examples = "R-2028-000031", nullable = true) String practice) {}
