// Reads a summary.json of the Llama 3.1 405B scenario and checks that it is what it should be.
#:property PublishAot=false
using System.Text.Json;

using var summary = JsonDocument.Parse(File.ReadAllBytes(args[0]));
var energy = summary.RootElement.GetProperty("outputs").GetProperty("energy");
var unit = energy.GetProperty("unit").GetString();
var median = energy.GetProperty("quantiles").GetProperty("0.5").GetDouble();
var interval = energy.GetProperty("interval");
var (low, high) = (interval.GetProperty("low").GetDouble(), interval.GetProperty("high").GetDouble());
var samples = summary.RootElement.GetProperty("run").GetProperty("samples").GetInt64();

// 30.84 M h at 700 W are 21,588 MWh at the accelerators' rating; draw, servers and site multiply that by 0.8 to 2.
const double Rated = 21_588;
var plausible = unit == "MWh" && samples >= 1_000_000 && low < median && median < high && low > 0.7 * Rated && high < 2.5 * Rated;
Console.WriteLine(FormattableString.Invariant(
    $"Energy: {median:N0} {unit}, 90% interval {low:N0} to {high:N0}: {(plausible ? "plausible" : "NOT plausible")}"));
return plausible ? 0 : 1;
