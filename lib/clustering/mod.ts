/**
 * The clustering room: people as numbers (features), ways to group them, and honest ways to judge the groups: is there
 * anything to find, how many, which hold.
 *
 * @module
 */
export * from "./align_labels.ts";
export * from "./assign_classes.ts";
export * from "./assign_mixture.ts";
export * from "./assign_people.ts";
export * from "./bisecting_kmeans.ts";
export * from "./bootstrap_likelihood_ratio.ts";
export * from "./categorical_item.ts";
export * from "./categorical_items.ts";
export * from "./cluster_boot.ts";
export * from "./clusterer.ts";
export * from "./clustering_drift.ts";
export * from "./clustering_model.ts";
export * from "./clustering_selection.ts";
export * from "./clustering_stability.ts";
export * from "./compare_groupings.ts";
export * from "./dendrogram.ts";
export * from "./dissimilarities.ts";
export * from "./distance_data.ts";
export * from "./distances.ts";
export * from "./encode_new.ts";
export * from "./feature_encoding.ts";
export * from "./feature_report.ts";
export * from "./features.ts";
export * from "./features_of_matrix.ts";
export * from "./gap_statistic.ts";
export * from "./gaussian_mixture.ts";
export * from "./gaussian_mixture_range.ts";
export * from "./gaussian_mixture_result.ts";
export * from "./global_stability.ts";
export * from "./hierarchical.ts";
export * from "./hierarchy_result.ts";
export * from "./kmeans.ts";
export * from "./kmeans_clusterer.ts";
export * from "./latent_class_clusterer.ts";
export * from "./latent_class_result.ts";
export * from "./latent_classes.ts";
export * from "./make_model.ts";
export * from "./medoid_result.ts";
export * from "./minibatch_kmeans.ts";
export * from "./mixed_data.ts";
export * from "./mixture_clusterer.ts";
export * from "./mixture_data.ts";
export * from "./nearest_centres.ts";
export * from "./pam.ts";
export * from "./people_features.ts";
export * from "./population_stability.ts";
export * from "./predicted_cells.ts";
export * from "./prediction_strength.ts";
export * from "./prepare_clustering.ts";
export * from "./result.ts";
export * from "./segment_stability.ts";
export * from "./select_clusters.ts";
export * from "./separation.ts";
export * from "./shadow_values.ts";
export * from "./silhouette_of.ts";
export * from "./stability_across.ts";
export * from "./typing_rules.ts";
export * from "./uncertainty.ts";
export * from "./update_model.ts";
export * from "./valleys.ts";
export * from "./weighted_clusterer.ts";
