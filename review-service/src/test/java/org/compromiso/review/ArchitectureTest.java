package org.compromiso.review;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.compromiso.platform.testing.ServiceArchitecture;

@AnalyzeClasses(packages = "org.compromiso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests COMMON = ArchTests.in(ServiceArchitecture.class);

    @ArchTest
    static final ArchRule decisions_and_their_rules_know_no_http_database_or_messaging = noClasses()
            .that()
            .resideInAPackage("org.compromiso.review.decision..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..", "jakarta.persistence..", "io.smallrye..", "io.quarkus..", "org.hibernate..");

    @ArchTest
    static final ArchRule a_case_knows_no_http_or_messaging = noClasses()
            .that()
            .haveSimpleName("ReviewCase")
            .or()
            .haveSimpleName("CasesOfSubject")
            .or()
            .haveSimpleName("KnownPledge")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.smallrye..", "io.quarkus..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule who_decided_is_in_nothing_that_is_shown_or_sent = noClasses()
            .that()
            .haveSimpleNameEndingWith("View")
            .or()
            .haveSimpleNameEndingWith("Summary")
            .or()
            .haveNameMatching(".*ReviewCompleted.*")
            .should()
            .dependOnClassesThat()
            .haveSimpleName("ReviewDecider");
}
