using Simulator.Cli.Console;
using Simulator.Cli.Supervision;

namespace Simulator.Tests.Cli;

/// <summary>The pieces of which the supervision of a command is made.</summary>
public class SupervisionTests
{
    private const long Megabyte = 1_000_000;

    [Theory]
    [InlineData(1999, null, true, "the heap is limited to 1,999 MB")]
    [InlineData(2000, null, false, "")]
    [InlineData(0, null, false, "")]
    [InlineData(64_000, 8_000, true, "the address space is limited to 8,000 MB")]
    [InlineData(24.5, 2_000, true, "the heap is limited to 24.5 MB and the address space is limited to 2,000 MB")]
    public void Memory_is_tight_below_two_gigabytes_or_where_address_space_is_limited(double heap, int? space, bool isTight, string words)
    {
        var limits = new MemoryLimits((long)(heap * Megabyte), space * Megabyte);
        Assert.Equal((isTight, words), (limits.AreTight, limits.Words));
    }

    [Theory]
    [InlineData("run", "use fewer replicates, threads or outputs at a time")]
    [InlineData(null, "use fewer replicates, threads or outputs at a time")]
    [InlineData("import", "use a shorter log")]
    [InlineData("fit", "use a column with fewer values")]
    [InlineData("check", "use a smaller scenario")]
    public void The_advice_suits_the_command(string? command, string advice) =>
        Assert.StartsWith($"error: there is not enough memory (the heap is limited to 5 MB); {advice}", Failures.LackOfMemory(command, "the heap is limited to 5 MB"), StringComparison.Ordinal);

    [Fact]
    public void What_libraries_throw_where_address_space_ends_is_called_that()
    {
        Exception[] failures = [new NullReferenceException(), new AggregateException(new InvalidOperationException(), new NullReferenceException()), new TypeInitializationException("T", null), new DllNotFoundException("x")];
        Assert.All(failures, failure => Assert.Contains("not enough memory", Failures.Explain(failure, isLimited: true), StringComparison.Ordinal));
        Assert.Null(Failures.Explain(new NullReferenceException(), isLimited: false));
        Assert.Contains("not enough memory", Failures.Explain(new AggregateException(new InsufficientMemoryException()), isLimited: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_part_of_the_program_that_cannot_be_loaded_is_no_failure_to_write()
    {
        Assert.True(Failures.IsOfFiles(new FileNotFoundException("no", "data.csv")));
        Assert.True(Failures.IsOfFiles(new UnauthorizedAccessException()));
        Assert.False(Failures.IsOfFiles(new FileNotFoundException("no", "CsvHelper, Version=34.0.0.0, Culture=neutral")));
        Assert.False(Failures.IsOfFiles(new FileLoadException()));
        Assert.False(Failures.IsOfFiles(new OutOfMemoryException()));
        Assert.False(Failures.IsOfFiles(new IOException("Cannot allocate memory", 12)));
        Assert.Contains("not enough memory", Failures.Explain(new IOException("Cannot allocate memory", 12), isLimited: false), StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_is_ended_after_two_minutes_without_a_sign_of_life()
    {
        var endurance = new Endurance();
        Assert.All(Enumerable.Repeat(0, 119), _ => Assert.False(endurance.IsOverAfterOneMoreStep()));
        endurance.Beat();
        Assert.All(Enumerable.Repeat(0, 120), _ => Assert.False(endurance.IsOverAfterOneMoreStep()));
        Assert.True(endurance.IsOverAfterOneMoreStep());
    }

    [Fact]
    public void After_a_signal_ten_seconds_of_silence_are_enough_and_after_a_second_one_five_in_any_case()
    {
        var endurance = new Endurance();
        endurance.Interrupt();
        Assert.All(Enumerable.Repeat(0, 9), _ => Assert.False(endurance.IsOverAfterOneMoreStep()));
        Assert.True(endurance.IsOverAfterOneMoreStep());
        endurance = new Endurance();
        endurance.Interrupt();
        Assert.All(Enumerable.Repeat(0, 60), _ => Assert.False(StepOfALivingCommand()));
        endurance.Interrupt();
        Assert.All(Enumerable.Repeat(0, 4), _ => Assert.False(StepOfALivingCommand()));
        Assert.True(StepOfALivingCommand());

        bool StepOfALivingCommand()
        {
            endurance.Beat();
            return endurance.IsOverAfterOneMoreStep();
        }
    }

    [Fact]
    public void Silence_means_nothing_to_a_supervisor_that_cannot_hear()
    {
        var endurance = new Endurance();
        endurance.StopListening();
        Assert.All(Enumerable.Repeat(0, 1000), _ => Assert.False(endurance.IsOverAfterOneMoreStep()));
    }

    [Theory]
    [InlineData("Unhandled exception. System.OutOfMemoryException: no\n   at A.B()\n")]
    [InlineData("Out of memory.\n")]
    [InlineData("terminate called after throwing an instance of 'std::bad_alloc'\n  what():  std::bad_alloc\n")]
    public void Last_words_of_the_runtime_are_left_out_where_a_sentence_takes_their_place(string words)
    {
        var written = new List<string>();
        var messages = new Messages(written.Add);
        messages.PassOn(new StringReader("GPT-3: a warning\n" + words));
        Assert.Equal(["GPT-3: a warning"], written);
        Assert.True(messages.HasAny);
        messages.Complete();
        Assert.Equal("GPT-3: a warning\n" + words, string.Join('\n', written) + "\n");
    }
}
