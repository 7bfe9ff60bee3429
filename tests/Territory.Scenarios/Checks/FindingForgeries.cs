using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Territory.Ledger.Areas;
using Territory.Scenarios.Ledger;
using Territory.Scenarios.Parts;
using Xunit;

namespace Territory.Scenarios.Checks;

/// <summary>Somebody who knows how the proof works writes to the database: chains anew, signs with another key, deletes what would convict him.</summary>
public sealed class FindingForgeries(PostgresPart postgres)
{
    private const string Newest = "(select max(position) from ledger.checkpoints)";

    [Fact]
    public async Task a_checkpoint_that_was_deleted_is_missed()
    {
        await using var ledger = await StartAsync(await postgres.NewDatabaseAsync(), seed: 41);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        await RecordAsync(ledger, seed: 42);
        await somebody.SealedAsync();
        var (oldest, newest) = (await somebody.AskAsync<long>("select min(position) from ledger.checkpoints"), await somebody.AskAsync<long>($"select {Newest}"));
        (await somebody.TamperAsync($"delete from ledger.checkpoints where position = {oldest} or position = {newest}")).ShouldBe(2);
        (await FoundAsync(somebody)).ShouldBe([("missingCheckpoint", $"{oldest}"), ("missingCheckpoint", $"{newest}")]);
        var (proven, said) = await AStranger.RunScriptAsync(somebody);
        (proven, said.Contains($"the log goes up to {newest}", StringComparison.Ordinal)).ShouldBe((1, true), said);
    }

    [Fact]
    public async Task a_key_that_was_slipped_in_is_foreign()
    {
        await using var ledger = await StartAsync(await postgres.NewDatabaseAsync(), seed: 43);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var id = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..32];
        var text = await somebody.AskAsync<string>($"select text from ledger.checkpoints where position = {Newest}");
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
        (await somebody.TamperAsync($"insert into ledger.signing_keys values ('{id}', '{key.ExportSubjectPublicKeyInfoPem()}', now() - interval '1 year')")).ShouldBe(1);
        (await somebody.TamperAsync($"update ledger.checkpoints set key_id = '{id}', signature = '{signature}' where position = {Newest}")).ShouldBe(1);
        (await FoundAsync(somebody)).ShouldBe([("foreignKey", await somebody.AskAsync<string>($"select {Newest}::text"))]);
    }

    [Fact]
    public async Task an_entry_that_was_altered_and_chained_anew_contradicts()
    {
        await using var ledger = await StartAsync(await postgres.NewDatabaseAsync(), seed: 44);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        const string one = "(select min(position) from ledger.public_log where event like '%\"to\":\"%')";
        (await somebody.TamperAsync($"update ledger.public_log set event = regexp_replace(event, '\"to\":\"[^\"]*\"', '\"to\":\"NOBODY\"') where position = {one}")).ShouldBe(1);
        await ChainAnewAsync(somebody);
        var finding = (await somebody.FindingsAsync(await somebody.CheckAsync(path: "/api/verify"))).ShouldHaveSingleItem();
        finding.GetProperty("kind").GetString().ShouldBe("contradictedChange", finding.ToString());
        finding.GetProperty("found").GetProperty("to").GetString().ShouldBe("NOBODY");
        finding.GetProperty("expected").GetProperty("to").GetString().ShouldBe(await somebody.AskAsync<string>($"select data #>> '{{ruling,controllers,0}}' from ledger.mt_events where seq_id = {one}"));
    }

    [Fact]
    public async Task a_kept_checkpoint_convicts_a_log_that_was_chained_anew()
    {
        using var folder = new ScratchFolder();
        await using var ledger = await StartAsync(await postgres.NewDatabaseAsync(), seed: 45);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        var (kept, key, cut) = (Path.Combine(folder.Path, "kept.json"), Path.Combine(folder.Path, "kept.pem"), Path.Combine(folder.Path, "cut.json"));
        var point = (await somebody.GetAsync("/api/verify/checkpoints?order=desc&limit=1")).GetProperty("items")[0].GetRawText();
        await File.WriteAllTextAsync(kept, point);
        await File.WriteAllTextAsync(cut, point.Replace("\"count\":", "\"count\":1", StringComparison.Ordinal));
        await File.WriteAllTextAsync(key, (await somebody.GetAsync("/api/verify/key")).GetProperty("publicKey").GetString());
        await RecordAsync(ledger, seed: 46);
        await somebody.SealedAsync();
        (await AStranger.TerritoryAsync(somebody, "verify", "--checkpoint", kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0, r.Said), r => r.Said.ShouldContain("holds"));
        (await AStranger.TerritoryAsync(somebody, "verify", "--checkpoint", kept, "--public-key", key)).Code.ShouldBe(0);
        (await AStranger.TerritoryAsync(somebody, "verify", "--checkpoint", cut)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("the file was altered"));
        (await AStranger.RunScriptAsync(somebody, kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(0, r.Said), r => r.Said.ShouldContain("and the kept one"));

        // Words that no private event has, and a chain made anew by the ledger itself: by itself the server is whole again.
        (await somebody.TamperAsync("update ledger.public_log set event = replace(event, '\"summary\":\"', '\"summary\":\"not ') where position = (select min(position) from ledger.public_log)")).ShouldBe(1);
        await ChainAnewAsync(somebody);
        (await FoundAsync(somebody)).ShouldBeEmpty();
        (await AStranger.RunScriptAsync(somebody)).Code.ShouldBe(0);
        (await AStranger.TerritoryAsync(somebody, "verify", "--checkpoint", kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("what came before it was changed"));
        (await AStranger.RunScriptAsync(somebody, kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("does not lead to the checkpoint"));
    }

    [Fact]
    public async Task a_kept_checkpoint_convicts_a_private_log_too()
    {
        using var folder = new ScratchFolder();
        await using var ledger = await StartAsync(await postgres.NewDatabaseAsync(), seed: 48);
        using var somebody = new AnOperator(ledger);
        await somebody.SealedAsync();
        var kept = Path.Combine(folder.Path, "kept.json");
        await File.WriteAllTextAsync(kept, (await somebody.GetAsync("/api/verify/checkpoints?order=desc&limit=1")).GetProperty("items")[0].GetRawText());
        (await somebody.TamperAsync($"update ledger.mt_events set data = data || '{{\"note\": \"nobody knew\"}}' where seq_id = {AnOperator.Nth(1)}")).ShouldBe(1);
        await ChainAnewAsync(somebody);
        (await FoundAsync(somebody)).ShouldBeEmpty();
        (await AStranger.TerritoryAsync(somebody, "verify", "--checkpoint", kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("signed anew"));
        (await AStranger.RunScriptAsync(somebody, kept)).ShouldSatisfyAllConditions(r => r.Code.ShouldBe(1), r => r.Said.ShouldContain("signed anew"));
    }

    [Fact]
    public async Task every_view_has_seen_every_event()
    {
        var database = await postgres.NewDatabaseAsync();
        await using (var ledger = await StartAsync(database, seed: 47))
        {
            using var somebody = new AnOperator(ledger);
            await ledger.Get<AreaDoor>().DecideAsync(AHistory.Theatre, ["SY12"], _ => [new ReviewRaised(AHistory.Theatre.Id, "rev1", ReviewKind.Validity, "c", "because"), new ReviewSettled(AHistory.Theatre.Id, "rev1")], CancellationToken.None);
            await somebody.SealedAsync();
            (await FoundAsync(somebody)).ShouldBeEmpty();
            (await somebody.TamperAsync("delete from ledger.claims where claim_id = (select min(claim_id) from ledger.claims)")).ShouldBe(1);
            (await somebody.TamperAsync("update ledger.reviews set ended_at = null, state = 'open' where review_id = 'rev1'")).ShouldBe(1);
            (await PlacesAsync(somebody)).ShouldBe([("unseenByView", "claims"), ("unseenByView", "reviews")]);
            await somebody.TamperAsync("drop table ledger.claims; drop table ledger.reviews");
            (await PlacesAsync(somebody)).ShouldBe([("missingTable", "claims"), ("missingTable", "reviews")]);
            await somebody.TamperAsync("alter table ledger.control_now drop column version");
            (await PlacesAsync(somebody)).ShouldBe([("missingTable", "claims"), ("missingTable", "control_now"), ("missingTable", "reviews")], ignoreOrder: true);
        }
        await using var mended = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(80)));
        using var again = new AnOperator(mended);
        (await FoundAsync(again)).ShouldBeEmpty("what the finding says mends it");
    }

    /// <summary>Everything that was sealed and signed is gone, and the ledger, which has the key, does it over again.</summary>
    private static async Task ChainAnewAsync(AnOperator somebody)
    {
        await somebody.TamperAsync("delete from ledger.checkpoints; delete from ledger.sealed_changes; delete from ledger.skips; delete from ledger.seals");
        await somebody.SealedAsync();
    }

    private static async Task<(string Kind, string? Position)[]> FoundAsync(AnOperator somebody) => await SaidAsync(somebody, finding => (finding.GetProperty("kind").GetString()!, finding.GetProperty("position").GetString()));

    private static async Task<(string Kind, string Place)[]> PlacesAsync(AnOperator somebody) => await SaidAsync(somebody, finding => (finding.GetProperty("kind").GetString()!, finding.GetProperty("place").GetString()!));

    private static async Task<T[]> SaidAsync<T>(AnOperator somebody, Func<JsonElement, T> of) => [.. (await somebody.FindingsAsync(await somebody.CheckAsync(path: "/api/verify"))).Select(of)];

    private static async Task<ALedger> StartAsync(string database, int seed)
    {
        var ledger = await ALedger.StartAsync(database, new HandClock(AHistory.Begin.AddDays(40)));
        await RecordAsync(ledger, seed);
        return ledger;
    }

    private static Task RecordAsync(ALedger ledger, int seed) => new AHistory(ledger.Get<AreaDoor>(), (HandClock)ledger.Get<TimeProvider>(), seed, $"s{seed}").RecordAsync(20);
}
