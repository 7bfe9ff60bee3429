using Shouldly;
using Territory.Cli;
using Territory.Cli.Screen;
using Xunit;

namespace Territory.Tests.Cli;

public sealed class UsingTheCommandLine : IDisposable
{
    private readonly Terminal terminal = new();

    public void Dispose() => terminal.Dispose();

    [Theory]
    [InlineData("", "Required command")]
    [InlineData("contrl", "'contrl'")]
    [InlineData("report a.txt", "'--source' is required")]
    [InlineData("report --source x", "report")]
    [InlineData("report a --source x --grade Z9", "letter A–F and a digit 1–6")]
    [InlineData("report a --source x --wait 61", "1 to 60 seconds")]
    [InlineData("control --level 3", "governorate, district")]
    [InlineData("control SY12 --level place", "exclude each other")]
    [InlineData("control --names tomorrow", "tomorrow")]
    [InlineData("changes --limit 0", "1 or more")]
    [InlineData("changes --order up", "up")]
    [InlineData("tail --after -1", "0 or more")]
    [InlineData("areas", "areas")]
    [InlineData("control --url nowhere", "http://127.0.0.1:5080")]
    public async Task wrong_usage_is_told_in_a_sentence(string line, string told)
    {
        var ran = await terminal.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        (ran.Code, ran.Out).ShouldBe((ExitCode.Usage, ""));
        ran.Error.ShouldStartWith("territory: ");
        ran.Error.ShouldContain(told);
        ran.Error.ShouldContain("--help");
    }

    [Theory]
    [InlineData("report")]
    [InlineData("control")]
    [InlineData("changes")]
    [InlineData("tail")]
    [InlineData("timeline")]
    [InlineData("areas")]
    [InlineData("open")]
    public async Task every_command_helps_with_examples(string command)
    {
        var ran = await terminal.RunAsync(command, "--help");
        ran.Code.ShouldBe(ExitCode.Ok, ran.Error);
        ran.Out.ShouldContain("Examples:\n  ");
        ran.Out.ShouldContain("territory " + command);
        ran.Out.ShouldContain("--json");
    }

    [Fact]
    public async Task the_command_itself_lists_commands_and_exit_codes()
    {
        var ran = await terminal.RunAsync("--help");
        ran.Out.ShouldContain("timeline");
        ran.Out.ShouldContain("4 server unreachable");
    }

    [Theory]
    [InlineData("Daraa", "Daraa")]
    [InlineData("درعا", "\u2068درعا\u2069")]
    [InlineData("a\r\n\tb\u001b[31m", "a b[31m")]
    [InlineData("evil\u202etxt", "eviltxt")]
    public void words_of_strangers_stay_in_their_place(string text, string shown) => Plain.Isolated(text).ShouldBe(shown);
}
