/** How submissions come in and are decided on. */
package org.compromiso.dashboard.pipeline;
