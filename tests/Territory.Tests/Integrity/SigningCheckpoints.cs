using Microsoft.Extensions.Configuration;
using Shouldly;
using Territory.Hosting.Settings;
using Territory.Ledger.Integrity;
using Xunit;

namespace Territory.Tests.Integrity;

public sealed class SigningCheckpoints : IDisposable
{
    private static readonly SealedChange Change = SealedChange.Start("x").Next(17, "{}");
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
        var point = Checkpoint.Sign(Change, Then, key);
        var chained = (Change.Number, Convert.ToHexStringLower(Change.Hash));
        CheckChanges.Judge(point, key.PublicKey, chained).ShouldBeNull();
        Checkpoint[] altered = [point with { Position = "18" }, point with { Count = 2 }, point with { Hash = new string('0', 64) }, point with { At = Then.AddSeconds(1) }, point with { Theatre = "y" }, point with { Text = point.Text + " " }, point with { Signature = "AAAA" }];
        foreach (var other in altered) CheckChanges.Judge(other, key.PublicKey, chained)!.Kind.ShouldBe("brokenCheckpoint", other.ToString());
        CheckChanges.Judge(point, null, chained).ShouldNotBeNull("nobody knows the key");
        CheckChanges.Judge(point, key.PublicKey, (2, chained.Item2)).ShouldNotBeNull("the chain was altered");
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
