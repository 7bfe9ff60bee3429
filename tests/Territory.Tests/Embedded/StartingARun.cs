using Shouldly;
using Territory.AllInOne;
using Territory.AllInOne.Embedded;
using Xunit;

namespace Territory.Tests.Embedded;

public sealed class StartingARun
{
    [Fact]
    public void without_options_it_listens_on_this_machine_only() =>
        RunOptions.Parse([]).ShouldBe(new RunRequest.Run(new RunOptions(5080, "127.0.0.1", null, Empty: false, NoInstall: false)));

    [Fact]
    public void every_option_is_read() =>
        RunOptions.Parse(["--port", "6000", "--bind=0.0.0.0", "--data", "a b", "--empty", "--no-install"])
            .ShouldBe(new RunRequest.Run(new RunOptions(6000, "0.0.0.0", "a b", Empty: true, NoInstall: true)));

    [Theory]
    [InlineData("--prot")]
    [InlineData("5080")]
    [InlineData("--empty=yes")]
    [InlineData("--port")]
    [InlineData("--port=")]
    [InlineData("--port=65536")]
    [InlineData("--port=-1")]
    [InlineData("--bind=example")]
    [InlineData("--data=")]
    public void what_it_does_not_know_is_refused_by_name(string option) => RunOptions.Parse([option]).ShouldBeOfType<RunRequest.Wrong>().Refusal.ShouldContain(option.Split('=')[0]);

    [Fact]
    public void help_wins_over_the_rest() => RunOptions.Parse(["--port", "6000", "--help"]).ShouldBe(new RunRequest.Help());

    [Fact]
    public void an_ipv6_address_is_bracketed() => RunOptions.Parse(["--bind", "::1"]).ShouldBeOfType<RunRequest.Run>().Options.Urls.ShouldBe("http://[::1]:5080");

    [Theory]
    [InlineData("/chosen", "/set", "/xdg", "/home/a", false, "/chosen")]
    [InlineData(null, "/set", "/xdg", "/home/a", true, "/set")]
    [InlineData(null, null, "/xdg", "/home/a", true, "/var/lib/territory")]
    [InlineData(null, "", "/xdg", "/home/a", false, "/xdg/territory")]
    [InlineData(null, null, "relative", "/home/a", false, "/home/a/.local/share/territory")]
    public void the_data_has_one_place(string? option, string? set, string? xdg, string home, bool root, string place) =>
        DataFolder.PlaceFor(option, name => name == "TERRITORY_DATA" ? set : xdg, home, root).ShouldBe(place);

    [Fact]
    public void without_a_home_it_asks_for_a_folder() =>
        Should.Throw<StartRefusedException>(() => DataFolder.PlaceFor(null, _ => null, "", root: false)).Message.ShouldContain("--data DIR");

    [Theory]
    [InlineData(null, 5)]
    [InlineData("990", 15)]
    [InlineData("1001", 5)]
    [InlineData("nonsense", 5)]
    [InlineData("-5", 5)]
    public void the_time_of_a_start_includes_the_build(string? asked, int seconds) =>
        StartClock.Elapsed(DateTimeOffset.FromUnixTimeSeconds(1005), DateTimeOffset.FromUnixTimeSeconds(1000), asked).TotalSeconds.ShouldBe(seconds);

    [Fact]
    public void the_launcher_survives_odd_folder_names() =>
        CommandLauncher.Script("/a b/territory.dll", "/it's", "/usr/share/dotnet/dotnet").ShouldBe("""
            #!/bin/sh
            if [ -z "$TERRITORY_DATA" ]; then TERRITORY_DATA='/it'\''s'; fi
            export TERRITORY_DATA
            exec '/usr/share/dotnet/dotnet' '/a b/territory.dll' "$@"

            """);
}
