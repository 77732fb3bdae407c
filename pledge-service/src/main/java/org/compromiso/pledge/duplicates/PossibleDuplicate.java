package org.compromiso.pledge.duplicates;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A pledge of the same entity whose title is very similar: perhaps the same promise, recorded twice. */
@Schema(name = "PossibleDuplicate")
public record PossibleDuplicate(String reference, String title) {}
