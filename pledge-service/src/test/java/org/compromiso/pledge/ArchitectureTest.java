package org.compromiso.pledge;

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
    static final ArchRule the_form_and_its_rules_know_no_http_database_or_messaging = noClasses()
            .that()
            .resideInAPackage("org.compromiso.pledge.form..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..", "jakarta.persistence..", "io.smallrye..", "io.quarkus..", "org.hibernate..");

    @ArchTest
    static final ArchRule the_coaching_is_a_function_of_the_form_and_the_day = noClasses()
            .that()
            .resideInAPackage("org.compromiso.pledge.coaching..")
            .and()
            .haveSimpleNameStartingWith("Assessment")
            .and()
            .doNotHaveSimpleName("AssessmentResource")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..", "jakarta.persistence..", "io.smallrye..", "io.quarkus..", "org.hibernate..");

    @ArchTest
    static final ArchRule the_pledge_knows_no_http_or_messaging = noClasses()
            .that()
            .haveSimpleName("Pledge")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.smallrye..", "io.quarkus..", "org.apache.kafka..");
}
