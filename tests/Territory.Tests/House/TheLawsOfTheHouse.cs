using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Territory.Tests.House;

/// <summary>Laws that are kept because breaking them fails here, not because everybody remembers.</summary>
public sealed partial class TheLawsOfTheHouse
{
    [Fact]
    public void events_enter_a_store_by_one_door_only() =>
        Offenders(Appends(), "services", except: "services/hosting/Store/AppendDoor.cs").ShouldBeEmpty("append through AppendDoor: docs/decisions/0001");

    [Fact]
    public void nothing_in_code_knows_a_theatre() =>
        // Examples in the command line's help speak of the first theatre.
        Offenders(TheatreWords(), "services").Where(line => !line.StartsWith("services/cli/", StringComparison.Ordinal)).ShouldBeEmpty("names, places and actors are data under contracts/theatres/");

    [Fact]
    public void a_program_is_a_table_of_contents() =>
        SourceFiles.Below("services").Where(file => Path.GetFileName(file) == "Program.cs" && File.ReadAllLines(file).Length > 45).Select(SourceFiles.Relative).ShouldBeEmpty();

    [Fact]
    public void a_logs_tables_are_written_by_the_door_only() =>
        // A restore puts back what a door has written, into an empty store.
        Offenders(WritesToALog(), "services", except: "services/hosting/Store/LogWriter.cs").ShouldBeEmpty("append through AppendDoor: docs/decisions/0001");

    [Fact]
    public void who_receives_on_a_connection_sends_on_another() =>
        SourceFiles.Lines("services").Where(line => !line.File.StartsWith("services/hosting/Bus/", StringComparison.Ordinal) && SendsOnTheReceivingBus().IsMatch(line.Text)).Select(line => line.ToString()).ShouldBeEmpty("send through Outgoing: docs/decisions/0029");

    [Theory]
    [InlineData("internal sealed class RelayLog(IBus bus, LedgerStore store)", true)]
    [InlineData("await context.Publish(answer);", true)]
    [InlineData("await context.RespondAsync(answer);", true)]
    [InlineData("await outgoing.Bus.Publish(answer);", false)]
    public void the_law_of_the_two_connections_can_be_broken(string line, bool broken) => SendsOnTheReceivingBus().IsMatch(line).ShouldBe(broken);

    [Theory]
    [InlineData("session.Events.Append(stream, e);", true)]
    [InlineData("await session.SaveChangesAsync(cancellation);", true)]
    [InlineData("door.Append(stream, events);", false)]
    public void the_first_law_can_be_broken(string line, bool broken) => Appends().IsMatch(line).ShouldBe(broken);

    [Theory]
    [InlineData("insert into {Schema}.mt_events (seq_id)", true)]
    [InlineData("COPY ledger.mt_events (seq_id) FROM STDIN", true)]
    [InlineData("update ledger.mt_streams set version = 1", true)]
    [InlineData("select setval('ledger.mt_events_sequence', 1)", true)]
    [InlineData("select seq_id from {Schema}.mt_events", false)]
    public void the_law_of_the_tables_can_be_broken(string line, bool broken) => WritesToALog().IsMatch(line).ShouldBe(broken);

    [Theory]
    [InlineData("if (area == \"SY12\") return;", true)]
    [InlineData("var theatre = \"syria\";", true)]
    [InlineData("var system = Summary();", false)]
    public void the_second_law_can_be_broken(string line, bool broken) => TheatreWords().IsMatch(line).ShouldBe(broken);

    [GeneratedRegex(@"\bEvents\s*\.\s*(Append|StartStream|AppendExclusive|AppendOptimistic)\b|\bSaveChangesAsync\b|\bBulkInsertEvents")]
    private static partial Regex Appends();

    [GeneratedRegex(@"\b(insert\s+into|copy|update|delete\s+from)\s+\S*\bmt_(events|streams)\b|\bsetval\b.*mt_events_sequence|\bmt_quick_append_events\b", RegexOptions.IgnoreCase)]
    private static partial Regex WritesToALog();

    [GeneratedRegex(@"\b(IBus|IBusControl|IPublishEndpoint|ISendEndpointProvider)\b|\bcontext\.(Publish|Send|GetSendEndpoint|RespondAsync|Forward)\b")]
    private static partial Regex SendsOnTheReceivingBus();

    [GeneratedRegex("\"syria\"|\\bSY\\d{2}\\b|\\bGOV_ASSAD\\b|\\bGOV_TRANS\\b|\\bOPP\\b|\\bSDF\\b|درعا")]
    private static partial Regex TheatreWords();

    private static IEnumerable<string> Offenders(Regex law, string folder, string? except = null) =>
        SourceFiles.Lines(folder).Where(line => line.File != except && law.IsMatch(line.Text)).Select(line => line.ToString());
}
