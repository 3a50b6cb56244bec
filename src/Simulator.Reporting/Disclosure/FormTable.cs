using Simulator.Studies.Disclosure;

namespace Simulator.Reporting.Disclosure;

/// <summary>The forms that results can be put into: one row each.</summary>
/// <param name="Name">What users type.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Choices">Options that only some forms have and this one takes.</param>
/// <param name="Write">Writes it.</param>
internal sealed record FormRow(string Name, string Title, IReadOnlyList<string> Choices, Func<Disclosed, FormChoices, WrittenForm> Write)
{
    /// <summary>Every form.</summary>
    public static IReadOnlyList<FormRow> All { get; } =
    [
        new("huggingface", "front matter of a Hugging Face model card", [FormChoices.OfTrainingType], HuggingFaceCard.Write),
        new("latex", "table, figures, methods and sources of a paper", [FormChoices.OfPrefix], LatexPaper.Write),
        new("ai-act", "computation and energy in the documentation of Annex XI of the EU's AI Act", [], AiActAnnex.Write),
        new("boamps", "report in the JSON format of BoAmps", [FormChoices.OfTrainingType, FormChoices.OfTaskFamily, FormChoices.OfInfrastructure, FormChoices.OfDate], BoAmpsReport.Write),
        new("ghg", "Scope 2 and Scope 3 of the Greenhouse Gas Protocol", [FormChoices.OfControl], GhgAccount.Write),
        new("sci", "software carbon intensity of ISO/IEC 21031", [FormChoices.OfUnit], SciScore.Write),
    ];
}

/// <summary>What only the writer of a form can know; null where nothing is said.</summary>
/// <param name="TrainingType">pre-training or fine-tuning.</param>
/// <param name="Prefix">Beginning of the names of LaTeX commands.</param>
/// <param name="TaskFamily">Family of the task, in words.</param>
/// <param name="Infrastructure">Kind of infrastructure, in the words of BoAmps.</param>
/// <param name="Date">Date and time of the report, UTC.</param>
/// <param name="Control">Who has the hardware: owned, leased or service.</param>
internal sealed record FormChoices(
    string? TrainingType = null, string? Prefix = null, string? TaskFamily = null, string? Infrastructure = null, DateTime? Date = null, string? Control = null)
{
    public const string OfTrainingType = "--training-type";
    public const string OfPrefix = "--prefix";
    public const string OfTaskFamily = "--task-family";
    public const string OfInfrastructure = "--infrastructure";
    public const string OfDate = "--date";
    public const string OfControl = "--control";
    public const string OfUnit = "--per";
}

/// <summary>A form, filled in.</summary>
/// <param name="Text">What goes into a file.</param>
/// <param name="Omissions">What is left out, since it is not known; a sentence each.</param>
internal sealed record WrittenForm(string Text, IReadOnlyList<string> Omissions);

/// <summary>A form cannot be filled in, since what it must have is not known; the message says what, and what to state.</summary>
internal sealed class FormException(string message) : Exception(message);
