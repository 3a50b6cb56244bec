using System.Globalization;
using System.Text;
using Simulator.Presentation;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>The field <c>co2_eq_emissions</c> in the front matter of a Hugging Face model card.</summary>
/// <remarks>
/// Its fields are those of the Hub's documentation, "Displaying carbon emissions for your model": emissions in grams of CO2,
/// source, training_type (pre-training or fine-tuning), geographical_location, hardware_used.
/// </remarks>
internal static class HuggingFaceCard
{
    private const double GramsPerTonne = 1e6;

    /// <summary>Writes it.</summary>
    /// <exception cref="FormException">The emissions are not known.</exception>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        var account = data[Account.TrainingEmissions];
        var emissions = account.Figure ?? throw new FormException($"A model card states emissions, which are not known: {account.Missing}.");
        var lines = new StringBuilder();
        var omissions = new List<string>();
        var grams = emissions.IsConstant
            ? Figures.Stated(emissions.Median * GramsPerTonne)
            : Figures.Uncertain(emissions.Median * GramsPerTonne, emissions.Error.Median * GramsPerTonne);
        var boundary = data.Result.Outputs.First(output => output.Name == "emissions").Boundary;
        lines.Append("---\nco2_eq_emissions:\n");
        lines.Append(CultureInfo.InvariantCulture, $"  emissions: {FormFigures.Plain(grams)} # grams of CO2 equivalents\n");
        lines.Append(CultureInfo.InvariantCulture, $"  source: {Quoted($"{FormFigures.Whole(emissions)}; {boundary}. {data.Method()}")}\n");
        Field("training_type", choices.TrainingType ?? data.TrainingType(), "the phases' names do not tell; --training-type states it");
        Field("geographical_location", data.Places() is { Count: > 0 } places ? string.Join("; ", places) : null, "grid.location is not stated in every phase");
        Field("hardware_used", data.Hardware(), "hardware.accelerator is not stated in every phase");
        lines.Append("---\n");
        return new WrittenForm(lines.ToString(), omissions);

        void Field(string name, string? value, string missing)
        {
            if (value is null)
            {
                omissions.Add($"{name}: not known ({missing}).");
                lines.Append(CultureInfo.InvariantCulture, $"  # {name}: not known\n");
                return;
            }

            lines.Append(CultureInfo.InvariantCulture, $"  {name}: {Quoted(value)}\n");
        }
    }

    /// <summary>A text between double quotes, as YAML reads it, in one line.</summary>
    internal static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            var escape = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < 0x20 or (>= 0x7F and <= 0xA0) or 0x2028 or 0x2029 or 0xFEFF => $"\\u{rune.Value:X4}",
                _ => rune.ToString(),
            };
            quoted.Append(escape);
        }

        return quoted.Append('"').ToString();
    }
}
