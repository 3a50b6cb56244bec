using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Reporting.Json;
using Simulator.Results;
using Simulator.Scenarios.Format;
using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>A report in the JSON format of BoAmps (Boavizta), version 1.1.0.</summary>
/// <remarks>The schema requires a task, measures and an infrastructure; a required value that is not stated is marked as such, and is among the omissions.</remarks>
internal static class BoAmpsReport
{
    private const string FormatVersion = "1.1.0";
    private const double KilowattHours = 1000;
    private const double SecondsPerDay = 86_400;
    private const double GramsPerKilogram = 1000;

    /// <summary>Kinds of infrastructure that the schema knows.</summary>
    public static IReadOnlyList<string> Infrastructures { get; } = ["publicCloud", "privateCloud", "onPremise", "other"];

    /// <summary>Writes it.</summary>
    /// <exception cref="FormException">The scenario has no training, or the number of accelerators is not known.</exception>
    public static WrittenForm Write(Disclosed data, FormChoices choices)
    {
        if (data[Account.TrainingEnergy].Missing is { } missing)
        {
            throw new FormException($"The report is about training, of which nothing is known: {missing}.");
        }

        var omissions = new List<string>();
        var document = new JsonObject
        {
            ["header"] = new JsonObject
            {
                ["formatVersion"] = FormatVersion,
                ["formatVersionSpecificationUri"] = "https://github.com/Boavizta/BoAmps",
                ["reportDatetime"] = (choices.Date ?? DateTime.UtcNow).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                ["reportStatus"] = "draft",
            },
            ["task"] = Task(data, choices, omissions),
            ["measures"] = new JsonArray(Measure(data, omissions)),
            ["infrastructure"] = Infrastructure(data, choices, omissions),
        };
        if (Environment(data, omissions) is { } environment)
        {
            document["environment"] = environment;
        }

        if (Quality(Energy(data)) is { } quality)
        {
            document["quality"] = quality;
        }
        else
        {
            omissions.Add(Energy(data).IsConstant
                ? "quality: left out, since no input of the energy is stated as uncertain, so that its error is not known."
                : "quality: left out, since the interval is wider than the 50% of the lowest grade.");
        }

        return new WrittenForm(JsonSerializer.Serialize(document, ReportingJson.Documents.JsonObject) + "\n", omissions);
    }

    private static JsonObject Task(Disclosed data, FormChoices choices, List<string> omissions)
    {
        if (choices.TaskFamily is null)
        {
            omissions.Add("task.taskFamily: required, and not known; \"not stated\" is written (--task-family states it).");
        }

        var type = choices.TrainingType ?? data.TrainingType();
        var tokens = data.Training.Select(phase => phase[Keys.Tokens]).ToList();
        var dataset = new JsonObject { ["dataUsage"] = "input" };
        if (tokens.Count > 0 && tokens.TrueForAll(quantity => quantity is { Distribution.IsConstant: true }))
        {
            dataset["dataType"] = "token";
            dataset["dataQuantity"] = tokens.Sum(quantity => quantity!.Distribution.Minimum);
        }
        else
        {
            omissions.Add("task.dataset.dataQuantity: not known (tokens are not stated as a single number in every phase); dataType, which is required, is \"other\".");
            dataset["dataType"] = "other";
        }

        omissions.Add("task.algorithms: required, and not known; an empty entry is written. A scenario states active parameters, and parametersNumber asks for all of them.");
        return new JsonObject
        {
            ["taskStage"] = type == "fine-tuning" ? "finetuning" : "training",
            ["taskFamily"] = choices.TaskFamily ?? "not stated",
            ["algorithms"] = new JsonArray(new JsonObject()),
            ["dataset"] = new JsonArray(dataset),
            ["taskDescription"] = $"{data.Result.Scenario.Name}. {data.Method()} {data.Provenance()}",
        };
    }

    private static JsonObject Measure(Disclosed data, List<string> omissions)
    {
        var energy = Energy(data);
        var isIt = data[Account.TrainingItEnergy].Figure is not null;
        var measured = data.Training.All(phase => phase.MeasuredAt is not null);
        var measure = new JsonObject
        {
            ["measurementMethod"] = $"{(measured ? "meter, evaluated with simulator" : "simulator: estimate, no measurement")}; {(isIt ? "IT equipment" : "site, since the IT equipment alone is not known")}; "
                + $"{(energy.IsConstant ? "fixed by the inputs," : $"median and {data.Level()} interval")} {FormFigures.Whole(energy)}",
            ["version"] = data.Result.Run.Version,
            ["powerConsumption"] = energy.Median * KilowattHours,
        };
        if (data[Account.Duration] is { Figure: { } duration })
        {
            measure["measurementDuration"] = duration.Median * SecondsPerDay;
        }
        else
        {
            omissions.Add(FormFigures.NotKnown("measures.measurementDuration", data[Account.Duration].Missing!));
        }

        return measure;
    }

    private static JsonObject Infrastructure(Disclosed data, FormChoices choices, List<string> omissions)
    {
        var account = data[Account.Accelerators];
        var count = account.Figure ?? throw new FormException($"BoAmps requires the number of components, which is not known: {account.Missing}.");
        var names = data.Accelerators();
        var component = new JsonObject { ["componentType"] = names.Count == 1 ? Kind(names[0]) : "accelerator", ["nbComponent"] = (long)Math.Round(count.Median) };
        if (names.Count == 1)
        {
            component.Insert(0, "componentName", names[0]);
        }
        else
        {
            omissions.Add("infrastructure.components.componentName: not known (hardware.accelerator is not one catalogue entry for all of training).");
        }

        if (!count.IsConstant)
        {
            omissions.Add($"infrastructure.components.nbComponent: the rounded median of {FormFigures.Whole(count)}; the schema has no place for an interval.");
        }

        if (choices.Infrastructure is null)
        {
            omissions.Add("infrastructure.infraType: required, and not known; \"other\" is written (--infrastructure states it).");
        }

        return new JsonObject { ["infraType"] = choices.Infrastructure ?? "other", ["components"] = new JsonArray(component) };
    }

    private static JsonObject? Environment(Disclosed data, List<string> omissions)
    {
        var places = data.Training.Select(phase => phase.Location).Distinct().ToList();
        if (places is not [{ } place])
        {
            omissions.Add("environment: left out, since its country is not known (grid.location is not one catalogue entry for all of training).");
            return null;
        }

        var environment = new JsonObject { ["country"] = FormFigures.Country(place) };
        if (place.PartOf is not null)
        {
            environment["location"] = place.Name;
        }

        if (data[Account.Intensity].Figure is { } intensity)
        {
            environment["powerSourceCarbonIntensity"] = intensity.Median * GramsPerKilogram;
        }

        return environment;
    }

    // Percentage errors of the schema: ±10%, ±25%, ±50%. Inputs without uncertainty say nothing about the error.
    private static string? Quality(OutputSummary energy)
    {
        if (energy.IsConstant)
        {
            return null;
        }

        var error = Math.Max((energy.Interval.High / energy.Median) - 1, 1 - (energy.Interval.Low / energy.Median));
        return error <= 0.1 ? "high" : error <= 0.25 ? "medium" : error <= 0.5 ? "low" : null;
    }

    private static OutputSummary Energy(Disclosed data) => data[Account.TrainingItEnergy].Figure ?? data[Account.TrainingEnergy].Figure!;

    private static string Kind(string name) =>
        name.Contains("TPU", StringComparison.Ordinal) ? "tpu"
        : name.StartsWith("NVIDIA", StringComparison.Ordinal) || name.StartsWith("AMD", StringComparison.Ordinal) ? "gpu"
        : "accelerator";
}
