/**
 * As good an answer as the peers', or a better one, on the data they come with: through the command line, beside what R
 * 4.2.2 (`kmeans` with 5 to 200 starts; cluster 2.1.4 `pam`; mclust 6.0.0; flexmix 2.3-18, 3 starts) and Python
 * (scikit-learn 1.9.1 `KMeans`, 10 to 200 starts, and `GaussianMixture`, 40; StepMix 3.0.0, 3 to 10) found for the same
 * columns, scaling and number of groups, to the seven digits that R prints. The peers need not be there. Left out:
 * `flexclust_vacmot6.csv`, which is a grouping itself, and `dataset_diabetes.zip`, whose 71,518 people take seconds to read.
 */
import { strict as assert } from "node:assert";
import { answer, hasSharedData, sharedFile } from "./_table_for_tests.ts";

const ignore = !hasSharedData;
const unless = ignore ? " (skipped: no shared data)" : "";

/** File; method and flags, `a..d` standing for the columns from a to d; the better of the peers, and what it found. */
const peers: readonly (readonly [file: string, flags: string, peer: string, found: number])[] = [
  ["aer_DoctorVisits.csv", "kmeans --k 5 --scale z --columns visits,age..health", "scikit-learn", 14588.77],
  ["aer_DoctorVisits.csv", "lca --k 3 --items gender,private..lchronic", "StepMix", -14700.9],
  ["aer_HealthInsurance.csv", "kmeans --k 5 --scale z --columns age,family", "scikit-learn", 4281.623],
  [
    "aer_NMES1988.csv",
    "kmeans --k 3 --scale z --columns visits..hospital,chronic,age,school,income",
    "R kmeans",
    35754.08,
  ],
  ["bayesm_customerSat.csv", "kmeans --k 6 --scale z --columns q1..q10", "R kmeans", 6899.716],
  ["bayesm_customerSat.csv", "lca --k 3 --items q1..q10", "StepMix", -32732.08],
  ["cluster_agriculture.csv", "pam --k 3 --distance euclidean --columns x,y", "R pam", 2.619663],
  ["cluster_animals.csv", "lca --k 3 --items war..hai", "StepMix", -58.59758],
  ["cluster_animals.csv", "pam --k 3 --distance gower --columns war..hai", "R pam", 0.1358333],
  [
    "cluster_flower.csv",
    "pam --k 3 --distance gower --asymmetric V1..V3 --ordinal V5,V6 --nominal V4 --columns V1..V8",
    "R pam",
    0.289197,
  ],
  [
    "cluster_plantTraits.csv",
    "pam --k 3 --distance gower --asymmetric lign..unsp --ordinal height..wind --columns pdias..unsp",
    "R pam",
    0.2603416,
  ],
  ["cluster_plantTraits.csv", "lca --k 3 --items lign..unsp", "StepMix", -881.291],
  ["cluster_ruspini.csv", "mixture --k 3 --columns x,y", "scikit-learn", -666.3599],
  ["cluster_votes.repub.csv", "pam --k 4 --distance euclidean --columns X1856..X1976", "R pam", 35.84182],
  ["cluster_votes.repub.csv", "kmeans --k 4 --columns X1960..X1976", "R kmeans", 5381.883],
  ["cluster_xclara.csv", "mixture --k 3 --columns V1,V2", "scikit-learn", -25654.27],
  ["flexclust_Nclus.csv", "mixture --k 3 --columns V0,V1", "scikit-learn", -2344.205],
  ["flexclust_auto.csv", "lca --k 3 --items info_adv..ch_space", "StepMix", -10560.67],
  ["flexclust_auto.csv", "kmeans --k 5 --columns info_adv..ch_space", "R kmeans", 3092.38],
  [
    "flexclust_auto.csv",
    "pam --k 3 --distance gower --nominal leasing --columns model..usage,satisfaction,sporty,tempo..household",
    "R pam",
    0.2391889,
  ],
  ["flexclust_vacmot.csv", "kmeans --k 7", "scikit-learn", 2597.189],
  ["flexclust_vacmot.csv", "lca --k 3", "flexmix", -10213.43],
  [
    "flexclust_vacmotdesc.csv",
    "pam --k 3 --distance gower --columns Gender..Education,Income2..Obligation,NEP",
    "R pam",
    0.2547295,
  ],
  [
    "flexclust_vacmotdesc.csv",
    "lca --k 3 --items Gender,Income2,State,Relationship.Status,Obligation2",
    "StepMix",
    -6330.944,
  ],
  ["flexclust_volunteers.csv", "kmeans --k 8 --columns meet.people..mind.off", "R kmeans", 3365.49],
  ["flexclust_volunteers.csv", "lca --k 3 --items meet.people..mind.off", "flexmix", -13689.08],
  ["hillstrom.csv", "kmeans --k 6 --scale z --columns recency,history..womens,newbie", "R kmeans", 95963.2],
  ["maternal_health_risk.csv", "kmeans --k 6 --scale z --columns Age..HeartRate", "R kmeans", 2202.376],
  ["mcdonalds.csv", "kmeans --k 6 --columns yummy..disgusting", "scikit-learn", 1325.13],
  ["mcdonalds.csv", "lca --k 4 --items yummy..disgusting", "flexmix", -7204.566],
  ["mclust_banknote.csv", "kmeans --k 3 --scale z --columns Length..Diagonal", "R kmeans", 576.1284],
  ["mclust_banknote.csv", "mixture --k 2 --columns Length..Diagonal", "scikit-learn", -718.3959],
  ["mclust_diabetes.csv", "mixture --k 2 --columns glucose..sspg", "scikit-learn", -2355.905],
  ["mclust_thyroid.csv", "mixture --k 2 --columns RT3U..DTSH", "scikit-learn", -2457.523],
  [
    "mclust_wdbc.csv",
    "kmeans --k 6 --scale z --columns Radius_mean..Fractaldim_extreme",
    "R kmeans",
    7948.051,
  ],
  [
    "mclust_wdbc.csv",
    "mixture --k 3 --scale z --columns Radius_extreme..Fractaldim_extreme",
    "scikit-learn",
    -2066.224,
  ],
  ["polca_carcinoma.csv", "lca --k 4 --items A..G", "flexmix", -289.2859],
  ["polca_values.csv", "lca --k 3 --items A..D", "flexmix", -503.3012],
  ["polca_cheating.csv", "lca --k 3 --items LIEEXAM..COPYEXAM", "flexmix", -438.2087],
  ["polca_gss82.csv", "lca --k 3 --items PURPOSE..COOPERAT", "StepMix", -2754.548],
  ["polca_election.csv", "kmeans --k 3 --scale z --missing drop --columns AGE,EDUC", "R kmeans", 1232.2],
  ["rfm_fixture_transactions.csv", "kmeans --k 3 --columns monetary_value", "scikit-learn", 7.166667],
  ["stepmix_datasim_Dist.csv", "lca --k 3 --items V1..V6", "flexmix", -5743.564],
  ["stepmix_datasim_cov.csv", "lca --k 2 --items V1..V6", "StepMix", -6393.695],
  ["survey_nhanes.csv", "lca --k 2 --items HI_CHOL..RIAGENDR", "StepMix", -30416.25],
];

for (const [file, flags, peer, found] of peers) {
  const [method, ...more] = flags.split(" ");
  Deno.test({
    name: `cluster --method ${method} ${more.slice(0, 2).join(" ")} is as good as ${peer}: ${file}${unless}`,
    ignore,
    async fn() {
      const path = sharedFile(`segments/${file}`);
      const [header] = (await Deno.readTextFile(path)).split("\n", 1);
      const names = header!.trim().split(",").map((name) => name.replaceAll('"', ""));
      const result = await answer([
        ...["cluster", path, "--method", method!],
        ...more.map((flag) =>
          flag.replace(/([\w.]+?)\.\.([\w.]+)/g, (_, from, to) => between(names, from, to))
        ),
      ]);
      assert.ok(result.converged);
      // A smaller sum of squares or distances is better, and so is a larger likelihood.
      const [ours, theirs] = method === "kmeans"
        ? [result.withinSS, found]
        : method === "pam"
        ? [result.medoidFit.objective, found]
        : [-result.logLikelihood, -found];
      assert.ok(ours <= theirs || ours.toPrecision(7) === theirs.toPrecision(7), `${ours} > ${theirs}`);
    },
  });
}

function between(names: readonly string[], from: string, to: string): string {
  return names.slice(names.indexOf(from), names.indexOf(to) + 1).join(",");
}
