package org.compromiso.dashboard.pledges;

import java.util.List;
import org.compromiso.dashboard.projection.ReadModel;

/** What is made of the events about pledges, without a container. */
public final class PledgeModels {

    private PledgeModels() {}

    public static List<ReadModel> all() {
        return List.of(new PledgeModel(), new SubmissionModel());
    }
}
