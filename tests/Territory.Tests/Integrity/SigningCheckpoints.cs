using Microsoft.Extensions.Configuration;
using Shouldly;
using Territory.Hosting.Settings;
using Territory.Ledger.Integrity;
using Xunit;

namespace Territory.Tests.Integrity;

public sealed class SigningCheckpoints : IDisposable
{
    private static readonly SealedChange Change = SealedChange.Start("x").Next(17, "{}");
    private static readonly Seal Sealed = Seal.Of(0, new byte[Seal.Length], [new(17, Guid.Empty, "area/x/A1", 1, "change_decided.v1", DateTimeOffset.UnixEpoch, "{}")]);
    private static readonly (long, string, string?) Chained = (Change.Number, Convert.ToHexStringLower(Change.Hash), Convert.ToHexStringLower(Sealed.Hash));
    private static readonly DateTimeOffset Then = new(2024, 12, 7, 9, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("territory-keys-").FullName;

    [Fact]
    public void a_key_is_made_once_and_for_its_owner_alone()
    {
        using var first = Key();
        using var second = Key();
        second.Id.ShouldBe(first.Id);
        File.GetUnixFileMode(Path.Combine(folder, "signing-key.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void whatever_a_checkpoint_says_is_signed()
    {
        using var key = Key();
        var point = Checkpoint.Sign(Change, Sealed, Then, key);
        CheckCheckpoints.Judge(point, key.PublicKey, Chained).ShouldBeNull();
        Checkpoint[] altered = [point with { Position = "18" }, point with { Count = 2 }, point with { Hash = new string('0', 64) }, point with { At = Then.AddSeconds(1) }, point with { Theatre = "y" }, point with { Text = point.Text + " " }, point with { Signature = "AAAA" }];
        foreach (var other in altered) CheckCheckpoints.Judge(other, key.PublicKey, Chained)!.Kind.ShouldBe("brokenCheckpoint", other.ToString());
        CheckCheckpoints.Judge(point, null, Chained).ShouldNotBeNull("nobody knows the key");
        CheckCheckpoints.Judge(point, key.PublicKey, (2, Chained.Item2, Chained.Item3)).ShouldNotBeNull("the chain was altered");
    }

    [Fact]
    public void what_it_says_of_the_private_log_is_signed_too()
    {
        using var key = Key();
        var point = Checkpoint.Sign(Change, Sealed, Then, key);
        point.PrivateHash.ShouldBe(Chained.Item3);
        CheckCheckpoints.Judge(point, key.PublicKey, (Chained.Item1, Chained.Item2, new string('0', 64)))!.Sentence.ShouldContain("sealed anew");
        CheckCheckpoints.Judge(point, key.PublicKey, (Chained.Item1, Chained.Item2, null)).ShouldNotBeNull("its seal is gone");
    }

    [Fact]
    public void a_checkpoint_of_the_first_version_stays_valid()
    {
        using var key = Key();
        var text = $"territory-checkpoint/1\nx\n17\n1\n{Chained.Item2}\n2024-12-07T09:00:00.000000Z\n";
        var point = new Checkpoint("x", "17", 1, Chained.Item2, Then, key.Id, text, key.Sign(text));
        CheckCheckpoints.Judge(point, key.PublicKey, Chained).ShouldBeNull();
        CheckCheckpoints.Judge(point with { Text = text + Chained.Item3 + "\n" }, key.PublicKey, Chained)!.Kind.ShouldBe("brokenCheckpoint");
    }

    [Fact]
    public void another_key_under_the_same_id_does_not_count()
    {
        using var key = Key();
        using var other = Key(OtherFile());
        var forged = Checkpoint.Sign(Change, Sealed, Then, other) with { KeyId = key.Id };
        CheckCheckpoints.Judge(forged, other.PublicKey, Chained)!.Kind.ShouldBe("brokenCheckpoint");
    }

    [Fact]
    public void only_keys_that_were_used_here_are_known()
    {
        var known = new Dictionary<string, DateTimeOffset> { ["first"] = Then, ["own"] = Then.AddDays(1) };
        CheckCheckpoints.Signer By(string key, DateTimeOffset? newestAt) => new("x", key, 3, 9, newestAt);
        CheckCheckpoints.Judge(By("own", Then.AddDays(2)), "own", known).ShouldBeNull();
        CheckCheckpoints.Judge(By("first", null), "own", known).ShouldBeNull("it signed before");
        CheckCheckpoints.Judge(By("first", Then.AddHours(1)), "own", known).ShouldBeNull("nothing was chained since the key is another");
        CheckCheckpoints.Judge(By("first", Then.AddDays(2)), "own", known)!.Kind.ShouldBe("foreignKey", "the ledger signs with its own");
        var foreign = CheckCheckpoints.Judge(By("foreign", null), "own", known)!;
        (foreign.Kind, foreign.Key).ShouldBe(("foreignKey", "foreign"));
    }

    [Fact]
    public void the_first_list_takes_over_and_no_later_one_does()
    {
        var file = OtherFile();
        new KnownKeys(file, folder).Remember("own", Then, new Dictionary<string, DateTimeOffset> { ["before"] = Then.AddDays(-1) });
        new KnownKeys(file, folder).Remember("next", Then.AddDays(1), new Dictionary<string, DateTimeOffset> { ["foreign"] = Then });
        new KnownKeys(file, folder).Read().ShouldBe(new Dictionary<string, DateTimeOffset> { ["before"] = Then.AddDays(-1), ["own"] = Then, ["next"] = Then.AddDays(1) }, ignoreOrder: true);
        File.GetUnixFileMode(file + ".ids").ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void where_the_keys_place_takes_no_file_the_data_folder_does()
    {
        // A file where a folder would have to be: what nobody may write into, whoever runs this.
        var closed = Path.Combine(OtherFile(), "key.pem");
        new KnownKeys(closed, folder).Remember("own", Then, new Dictionary<string, DateTimeOffset>());
        File.Exists(Path.Combine(folder, "key.pem.ids")).ShouldBeTrue();
        new KnownKeys(closed, folder).Read().Keys.ShouldBe(["own"]);
        Should.Throw<SettingException>(() => new KnownKeys(closed, closed).Remember("own", Then, new Dictionary<string, DateTimeOffset>())).Message.ShouldContain("TERRITORY_DATA");
    }

    [Fact]
    public void a_list_that_is_none_is_a_sentence()
    {
        File.WriteAllText(Path.Combine(folder, "signing-key.pem.ids"), "one word\n");
        Should.Throw<SettingException>(() => new KnownKeys(Path.Combine(folder, "signing-key.pem"), folder).Read()).Message.ShouldContain("one word");
    }

    private string OtherFile()
    {
        var file = Path.Combine(folder, "other.pem");
        using var made = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        File.WriteAllText(file, made.ExportPkcs8PrivateKeyPem());
        return file;
    }

    [Fact]
    public void a_file_that_holds_no_key_is_a_sentence()
    {
        var file = Path.Combine(folder, "other.pem");
        File.WriteAllText(file, "no key");
        Should.Throw<SettingException>(() => Key(file)).Message.ShouldContain("TERRITORY_SIGNING_KEY_FILE");
        Should.Throw<SettingException>(() => Key(Path.Combine(folder, "nowhere.pem"))).Message.ShouldContain("nowhere.pem");
    }

    private SigningKey Key(string? file = null) => new(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["SIGNING_KEY_FILE"] = file }).Build(),
        new TerritorySettings { Postgres = "", AdminKey = "", Data = folder });

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
