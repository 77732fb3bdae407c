/**
 * From the partner topics to the read models' tables. What a read model makes of an event stands in the read model's own
 * package ({@link org.compromiso.dashboard.projection.ReadModel}); here are order, fence, offsets and dead letters.
 */
package org.compromiso.dashboard.projection;
