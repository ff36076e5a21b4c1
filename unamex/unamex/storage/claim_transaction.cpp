#include <unamex/domain/name_hash.hpp>
#include <unamex/domain/slot.hpp>
#include <unamex/storage/claim_transaction.hpp>
#include <unamex/storage/dialect.hpp>
#include <unamex/storage/models.hpp>
#include <unamex/storage/writer_table.hpp>

#include <fmt/format.h>

#include <bit>
#include <optional>
#include <utility>

namespace unamex::storage {

namespace {

using enum ports::claim_outcome;

tinyorm::timestamp database_time(tinyorm::session& session) {
    const auto sql = fmt::format("SELECT {}", now_in_ms(session));
    return to_timestamp(session.query<tinyorm::i64>(sql).front());
}

tinyorm::i32 slot_of(const std::string& norm) {
    return static_cast<tinyorm::i32>(domain::index_of(domain::slot_of(domain::hash_name(norm))));
}

domain::username_record record_of(usernames::row row) {
    return {
        .username = std::move(row.username),
        .norm = std::move(row.norm),
        .owner = std::move(row.owner),
        .claim_id = std::move(row.claim_id).value_or(""),
        .state = row.state,
        .created_at = row.created_at};
}

// Whoever holds the lock decides alone about the names of the slot.
tinyorm::i64 lock_slot(tinyorm::session& session, tinyorm::i32 slot) {
    auto counted = slots::select(slots::sequence).where(slots::slot == slot);
    if (is_postgres(session)) counted.for_update();
    return counted.one(session);
}

std::optional<idempotency::row> find_use(
    tinyorm::session& session, const std::string& key, tinyorm::timestamp now
) {
    return idempotency::select()
        .where(idempotency::key == key && idempotency::expires_at > now)
        .first(session);
}

void write_use(tinyorm::session& session, const idempotency::row& use) {
    idempotency::insert(use)
        .on_conflict(idempotency::key)
        .do_update(
            idempotency::request_hash,
            idempotency::answer,
            idempotency::username_id,
            idempotency::expires_at
        )
        .execute(session);
}

// Inserting waits for whoever else is inserting this key, under whatever slot's lock.
bool bind_key(
    tinyorm::session& session, const std::string& key, tinyorm::i64 hash, tinyorm::timestamp now
) {
    const idempotency::row wanted{
        .key = key, .request_hash = hash, .expires_at = now + idempotency_period};
    idempotency::remove()
        .where(idempotency::key == key && idempotency::expires_at <= now)
        .execute(session);
    idempotency::insert(wanted).on_conflict(idempotency::key).do_nothing().execute(session);
    const auto bound =
        idempotency::select(idempotency::request_hash).where(idempotency::key == key).one(session);
    return bound == hash;
}

ports::claim_result replay(
    tinyorm::session& session, const idempotency::row& use, const ports::claim_command& command
) {
    auto record =
        record_of(usernames::select().where(usernames::id == use.username_id).one(session));
    // The command's own first run may be what wrote the key, when nobody saw its COMMIT end.
    const bool is_own = record.claim_id == command.claim_id;
    const auto repeated =
        use.answer == idempotent_answer::created ? replayed_created : replayed_taken;
    return {.outcome = is_own ? created : repeated, .record = std::move(record)};
}

usernames::row row_for(const ports::claim_command& command, tinyorm::timestamp now) {
    return {
        .username = command.username,
        .norm = command.norm,
        .owner = command.owner,
        .claim_id = command.claim_id,
        .state = domain::name_state::claimed,
        .created_at = now};
}

void append_to_log(tinyorm::session& session, const outbox::row& entry) {
    slots::update()
        .set(slots::sequence, entry.sequence)
        .where(slots::slot == entry.slot)
        .execute(session);
    outbox::insert(entry).execute(session);
}

}  // namespace

ports::claim_result decide_claim(
    tinyorm::session& session, const writer& self, const ports::claim_command& command
) {
    const auto now = writer_table{session}.require(self);
    const auto slot = slot_of(command.norm);
    const auto sequence = lock_slot(session, slot);
    const auto request_hash = std::bit_cast<tinyorm::i64>(command.request_hash);
    if (command.idempotency_key) {
        const bool is_bound = bind_key(session, *command.idempotency_key, request_hash, now);
        if (!is_bound) return {.outcome = key_reused};
        const auto use = find_use(session, *command.idempotency_key, now);
        if (use && use->answer != idempotent_answer::none) return replay(session, *use, command);
    }
    const auto inserted = usernames::insert(row_for(command, now))
                              .on_conflict(usernames::norm)
                              .do_nothing()
                              .returning(usernames::id)
                              .first(session);
    if (inserted) {
        append_to_log(
            session, {.slot = slot, .sequence = sequence + 1, .norm = command.norm, .at = now}
        );
    }
    auto holder = usernames::select().where(usernames::norm == command.norm).one(session);
    const bool is_ours = holder.claim_id == command.claim_id;
    if (command.idempotency_key) {
        write_use(
            session,
            {.key = *command.idempotency_key,
             .request_hash = request_hash,
             .answer = is_ours ? idempotent_answer::created : idempotent_answer::taken,
             .username_id = holder.id,
             .expires_at = now + idempotency_period}
        );
    }
    return {.outcome = is_ours ? created : taken, .record = record_of(std::move(holder))};
}

key_reservation reserve_key(
    tinyorm::session& session, const std::string& key, std::uint64_t request_hash
) {
    const auto hash = std::bit_cast<tinyorm::i64>(request_hash);
    const bool is_bound = bind_key(session, key, hash, database_time(session));
    return is_bound ? key_reservation::free : key_reservation::reused;
}

}  // namespace unamex::storage
