package org.compromiso.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PartnerAccessTest {

    @Test
    void aPartnerMayReadThreeTopicsInGroupsOfItsOwnAndNothingElse() {
        Set<String> rights = PartnerAccess.of("acme").stream()
                .map(right -> right.entry().principal() + " " + right.entry().operation() + " "
                        + right.pattern().resourceType() + " " + right.pattern().patternType() + " "
                        + right.pattern().name())
                .collect(Collectors.toSet());

        assertEquals(
                Set.of(
                        "User:service-account-acme READ TOPIC LITERAL compromiso.pledges.v1",
                        "User:service-account-acme DESCRIBE TOPIC LITERAL compromiso.pledges.v1",
                        "User:service-account-acme READ TOPIC LITERAL compromiso.practices.v1",
                        "User:service-account-acme DESCRIBE TOPIC LITERAL compromiso.practices.v1",
                        "User:service-account-acme READ TOPIC LITERAL compromiso.reviews.v1",
                        "User:service-account-acme DESCRIBE TOPIC LITERAL compromiso.reviews.v1",
                        "User:service-account-acme READ GROUP PREFIXED partner.acme.",
                        "User:service-account-acme DESCRIBE GROUP PREFIXED partner.acme."),
                rights);
    }
}
