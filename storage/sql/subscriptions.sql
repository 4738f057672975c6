-- name: list_topics_of_member
SELECT topic FROM topic_subscriptions
WHERE member_id = :member_id AND guild_id = :guild_id
ORDER BY topic
LIMIT :most;

-- name: subscribe!
INSERT INTO topic_subscriptions (guild_id, topic, member_id)
VALUES (:guild_id, :topic, :member_id)
ON CONFLICT DO NOTHING;

-- name: unsubscribe!
DELETE FROM topic_subscriptions
WHERE guild_id = :guild_id AND topic = :topic AND member_id = :member_id;

-- name: list_subscribers
SELECT member_id FROM topic_subscriptions
WHERE guild_id = :guild_id AND topic = :topic
ORDER BY member_id
LIMIT :most;

-- name: erase_member!
DELETE FROM topic_subscriptions WHERE member_id = :member_id AND guild_id = :guild_id;

-- name: erase_guild!
DELETE FROM topic_subscriptions WHERE guild_id = :guild_id;
