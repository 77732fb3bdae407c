package org.compromiso.practice;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "org.compromiso", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule the_service_depends_on_no_other_service = noClasses()
            .that()
            .resideInAPackage("org.compromiso.practice..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.compromiso.pledge..", "org.compromiso.review..", "org.compromiso.dashboard..");

    @ArchTest
    static final ArchRule the_form_and_its_rules_know_no_http_database_or_messaging = noClasses()
            .that()
            .resideInAPackage("org.compromiso.practice.form..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.ws.rs..", "jakarta.persistence..", "io.smallrye..", "io.quarkus..", "org.hibernate..");

    @ArchTest
    static final ArchRule the_practice_knows_no_http_or_messaging = noClasses()
            .that()
            .haveSimpleName("Practice")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "io.smallrye..", "io.quarkus..", "org.apache.kafka..");

    @ArchTest
    static final ArchRule resources_go_through_the_service = noClasses()
            .that()
            .haveSimpleNameEndingWith("Resource")
            .should()
            .dependOnClassesThat()
            .haveSimpleNameEndingWith("Repository");

    @ArchTest
    static final ArchRule features_do_not_depend_on_each_other_in_circles = SlicesRuleDefinition.slices()
            .matching("org.compromiso.practice.(*)..")
            .should()
            .beFreeOfCycles();
}
